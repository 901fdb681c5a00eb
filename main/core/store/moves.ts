import { z } from 'zod'
import { rewindTarget } from '../../../preload/protocol/calls/fields.ts'
import type { MoveReason } from '../../../preload/protocol/timeline.ts'
import type { Database, Statement } from './database.ts'

/** A move of head, as the journal has it (SPEC section 3). */
export type Move = {
  from: string | null
  to: string | null
  reason: MoveReason
  at: number
  /** Files as they were before the move; null: it left the files alone. */
  snapshot: string | null
  /** The branch that was checked out when the snapshot was taken; null: none was, or it is not known. */
  branch: string | null
  /** It moved that branch as well. */
  movedBranch: boolean
  /** The snapshot whose files it brought; null: none, or it is not known. */
  brought: string | null
}

/** A move that leaves the files alone. */
export const conversationOnly = { snapshot: null, branch: null, movedBranch: false, brought: null } as const

/** Where an agent is in its tree. */
export type Position = { head: string | null; session: string | null; place: string | null; offer: string | null }

const moveRow = z.object({
  from_id: z.string().nullable(),
  to_id: z.string().nullable(),
  reason: z.enum(['clear', 'rewind', 'undo', 'load', 'summary', 'fork']),
  at: z.number(),
  snapshot: z.string().nullable(),
  branch: z.string().nullable(),
  moved_branch: z.number(),
  brought: z.string().nullable(),
})

export function journalStatement(agentId: string, move: Move): Statement {
  const { from, to, reason, at, snapshot, branch, movedBranch, brought } = move
  return {
    sql: `INSERT INTO journal (agent_id, from_id, to_id, reason, at, snapshot, branch, moved_branch, brought)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: [agentId, from, to, reason, at, snapshot, branch, movedBranch ? 1 : 0, brought],
  }
}

/** Moves an agent's head and journals the move. */
export function moveStatements(agentId: string, move: Move, to: Position): Statement[] {
  return [
    journalStatement(agentId, move),
    {
      sql: 'UPDATE agents SET head = $2, session_id = $3, place = $4, offer = $5 WHERE id = $1',
      values: [agentId, to.head, to.session, to.place, to.offer],
    },
  ]
}

/** The moves of an agent, newest first. */
export async function readMoves(database: Database, agentId: string, limit: number): Promise<Move[]> {
  const rows = await database.read('SELECT * FROM journal WHERE agent_id = $1 ORDER BY seq DESC LIMIT $2', [
    agentId,
    limit,
  ])
  return rows.map((row) => {
    const { from_id: from, to_id: to, moved_branch: moved, ...rest } = moveRow.parse(row)
    return { ...rest, from, to, movedBranch: moved === 1 }
  })
}

const begunRewind = z.object({
  to: rewindTarget,
  files: z.boolean(),
  branch: z.boolean(),
  /** Snapshot of the state that it leaves, and the branch that was checked out then. */
  left: z.string(),
  on: z.string().nullable().default(null),
})
export type BegunRewind = z.infer<typeof begunRewind>

/** A rewind that is about to change files: a crash in the middle of it is ended at the next start. */
export function beginRewind(agentId: string, wish: BegunRewind): Statement {
  return {
    sql: `INSERT INTO rewinds (agent_id, wish) VALUES ($1, $2)
          ON CONFLICT (agent_id) DO UPDATE SET wish = excluded.wish`,
    values: [agentId, JSON.stringify(wish)],
  }
}

export function endRewind(agentId: string): Statement {
  return { sql: 'DELETE FROM rewinds WHERE agent_id = $1', values: [agentId] }
}

export async function readBegunRewinds(
  database: Database,
  projectId: string,
): Promise<{ agentId: string; wish: BegunRewind }[]> {
  const rows = await database.read(
    'SELECT r.agent_id, r.wish FROM rewinds r JOIN agents a ON a.id = r.agent_id WHERE a.project_id = $1',
    [projectId],
  )
  return rows.map((row) => ({ agentId: String(row.agent_id), wish: begunRewind.parse(JSON.parse(String(row.wish))) }))
}
