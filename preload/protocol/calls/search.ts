import { z } from 'zod'
import type { FaultKind } from '../faults.ts'
import type { CommitSeen, Found, Spot } from '../search.ts'
import { type Answer, answers, entryId, objectId } from './fields.ts'

/** Calls about finding what was said and done, and looking at it. */
export const searchCalls = {
  /** Best first, kind by kind. */
  'search.find': { input: z.object({ text: z.string().max(1000) }), output: answers<Found[]>(), faults: [] },
  /** Any entry of the project: on abandoned paths and in closed agents too. */
  'search.entry': { input: z.object({ entryId }), output: answers<Spot>(), faults: ['no-entry'] },
  'search.commit': {
    input: z.object({ id: objectId }),
    output: answers<CommitSeen>(),
    faults: ['commit-missing', 'git-failed'],
  },
} as const satisfies Record<string, { input: z.ZodType; output: Answer<unknown>; faults: readonly FaultKind[] }>
