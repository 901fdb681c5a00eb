import { randomUUID } from 'node:crypto'
import type { Entry, NewEntry } from '../../../preload/protocol/entry.ts'
import { agentOf, liveOf, type Project } from '../project.ts'
import { updateAgent } from '../store/agents.ts'
import type { Statement } from '../store/database.ts'
import { appendStatements, readContextTokens, readPath } from '../store/entries.ts'
import { conversationOnly, type Move, moveStatements, type Position } from '../store/moves.ts'
import { placeStatements } from '../store/places.ts'
import { placeOf } from './places.ts'

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
  also: readonly Statement[] | ((entry: Entry) => readonly Statement[]) = [],
): Promise<Entry> {
  return liveOf(project, agentId).inOrder(async () => {
    const whole: Entry = {
      id: randomUUID(),
      agentId,
      parentId: agentOf(project, agentId).head,
      createdAt: project.clock(),
      ...entry,
    }
    const place = placeOf(whole, agentOf(project, agentId))
    const more = typeof also === 'function' ? also(whole) : also
    await project.database.write([...appendStatements(whole), ...(place ? placeStatements(place) : []), ...more])
    project.feed.emit({ type: 'entry-appended', entry: whole })
    if (place) project.feed.emit({ type: 'place-added', place })
    return whole
  })
}

/**
 * Moves an agent's head; the entries stay where they are, and the move is
 * journalled, with `also` before it in the same transaction.
 */
export function moveHead(
  project: Project,
  agentId: string,
  to: Position,
  move: Pick<Move, 'reason'> & Partial<Pick<Move, keyof typeof conversationOnly>>,
  also: readonly Statement[] = [],
): Promise<void> {
  return liveOf(project, agentId).inOrder(async () => {
    const from = agentOf(project, agentId).head
    const whole = { ...conversationOnly, ...move, from, to: to.head, at: project.clock() }
    await project.database.write([...also, ...moveStatements(agentId, whole, to)])
    const contextTokens = await readContextTokens(project.database, to.head)
    await project.database.write([updateAgent(agentId, { contextTokens })])
    project.feed.emit({ type: 'head-moved', agentId, ...to, reason: move.reason, contextTokens })
  })
}

/** The whole path of an agent, oldest first. */
export function pathOf(project: Project, agentId: string): Promise<Entry[]> {
  return readPath(project.database, agentOf(project, agentId).head, Number.MAX_SAFE_INTEGER)
}
