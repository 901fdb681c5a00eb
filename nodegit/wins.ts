import type { RightReads } from './reads.ts'

/** The reads in which nodegit is the faster one, by the table in ARCHITECTURE: the app asks it for these alone. */
export const wins = ['refs', 'aheadBehind', 'mergeBase', 'log'] as const satisfies (keyof RightReads)[]
