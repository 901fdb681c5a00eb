import { randomUUID } from 'node:crypto'
import type { Entry, NewEntry } from '../../../preload/protocol/entry.ts'
import { agentOf, liveOf, type Project } from '../project.ts'
import type { Statement } from '../store/database.ts'
import { appendStatements, moveHeadStatements, readPath } from '../store/entries.ts'

/**
 * Appends an entry behind an agent's head. It is on disk before anyone sees it.
 *
 * `also` is written in the same transaction: what must never be true without
 * the entry. Rejects with StoreFailure, and then nothing has changed.
 */
export function append(
  project: Project,
  agentId: string,
  entry: NewEntry,
  also: readonly Statement[] = [],
): Promise<Entry> {
  return liveOf(project, agentId).inOrder(async () => {
    const whole: Entry = {
      id: randomUUID(),
      agentId,
      parentId: agentOf(project, agentId).head,
      createdAt: project.clock(),
      ...entry,
    }
    await project.database.write([...appendStatements(whole), ...also])
    project.feed.emit({ type: 'entry-appended', entry: whole })
    return whole
  })
}

/** Moves an agent's head; the entries stay where they are, and the move is journalled. */
export function moveHead(project: Project, agentId: string, to: string | null, reason: 'clear'): Promise<void> {
  return liveOf(project, agentId).inOrder(async () => {
    const from = agentOf(project, agentId).head
    await project.database.write(moveHeadStatements({ agentId, from, to, reason, at: project.clock() }))
    project.feed.emit({ type: 'head-moved', agentId, head: to })
  })
}

/** The whole path of an agent, oldest first. */
export function pathOf(project: Project, agentId: string): Promise<Entry[]> {
  return readPath(project.database, agentOf(project, agentId).head, Number.MAX_SAFE_INTEGER)
}
