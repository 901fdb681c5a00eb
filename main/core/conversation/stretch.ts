import type { Stretch } from '../../../preload/protocol/contract.ts'
import type { Partial } from '../../../preload/protocol/wire.ts'
import { liveOf, type Project } from '../project.ts'
import { readPath } from '../store/entries.ts'
import { readDistance } from '../store/spots.ts'

/** How many entries a page gets at once. */
const stretchLength = 80
/** How many stand above one that is gone to, so that it can be read in its place. */
const leadIn = 20

/** The newest stretch of the path that ends at an entry. */
export async function stretchTo(project: Project, head: string | null): Promise<Stretch> {
  const entries = await readPath(project.database, head, stretchLength)
  return { entries, earlier: entries[0] !== undefined && entries[0].parentId !== null }
}

/** A path from somewhat above one entry down to another; null: the first is not on the path of the second. */
export async function stretchFrom(project: Project, top: string, end: string | null): Promise<Stretch | null> {
  const between = await readDistance(project.database, end, top)
  if (between === null) return null
  const entries = await readPath(project.database, end, between + 1 + leadIn)
  return { entries, earlier: entries[0] !== undefined && entries[0].parentId !== null }
}

/** What streams just now. */
export function partialOf(project: Project, agentId: string): Partial {
  const { reply, outputs } = liveOf(project, agentId)
  return {
    reply: reply ? { ...reply } : null,
    outputs: [...outputs].map(([callId, output]) => ({ callId, ...output })),
  }
}
