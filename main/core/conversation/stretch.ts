import type { Stretch } from '../../../preload/protocol/contract.ts'
import type { Partial } from '../../../preload/protocol/wire.ts'
import { liveOf, type Project } from '../project.ts'
import { readPath } from '../store/entries.ts'

/** How many entries a page gets at once. */
const stretchLength = 80

/** The newest stretch of the path that ends at an entry. */
export async function stretchTo(project: Project, head: string | null): Promise<Stretch> {
  const entries = await readPath(project.database, head, stretchLength)
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
