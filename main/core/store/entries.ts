import { type Entry, entry as entrySchema } from '../../../preload/protocol/entry.ts'
import type { Database, Row, Statement } from './database.ts'

const columns = 'id, agent_id, parent_id, kind, payload, created_at'

/** Adds an entry and moves its agent's head to it. */
export function appendStatements(entry: Entry): Statement[] {
  return [
    {
      sql: `INSERT INTO entries (${columns}) VALUES ($1, $2, $3, $4, $5, $6)`,
      values: [entry.id, entry.agentId, entry.parentId, entry.kind, JSON.stringify(entry.payload), entry.createdAt],
    },
    { sql: 'UPDATE agents SET head = $1 WHERE id = $2', values: [entry.id, entry.agentId] },
  ]
}

/** Moves an agent's head and journals the move. */
export function moveHeadStatements(move: {
  agentId: string
  from: string | null
  to: string | null
  reason: 'clear'
  at: number
}): Statement[] {
  return [
    {
      sql: 'INSERT INTO journal (agent_id, from_id, to_id, reason, at) VALUES ($1, $2, $3, $4, $5)',
      values: [move.agentId, move.from, move.to, move.reason, move.at],
    },
    { sql: 'UPDATE agents SET head = $1 WHERE id = $2', values: [move.to, move.agentId] },
  ]
}

/** The path that ends at an entry, oldest first; of a longer one, its newest `limit` entries. */
export async function readPath(database: Database, head: string | null, limit: number): Promise<Entry[]> {
  if (head === null) return []
  const rows = await database.read(
    `WITH RECURSIVE path (depth, id, agent_id, parent_id, kind, payload, created_at) AS (
       SELECT 0, ${columns} FROM entries WHERE id = $1
       UNION ALL
       SELECT path.depth + 1, e.id, e.agent_id, e.parent_id, e.kind, e.payload, e.created_at
         FROM path JOIN entries e ON e.id = path.parent_id WHERE path.depth + 1 < $2
     )
     SELECT ${columns} FROM path ORDER BY depth DESC`,
    [head, limit],
  )
  return rows.map(toEntry)
}

export async function readEntry(database: Database, id: string): Promise<Entry | null> {
  const [row] = await database.read(`SELECT ${columns} FROM entries WHERE id = $1`, [id])
  return row ? toEntry(row) : null
}

export type Move = { fromId: string | null; toId: string | null; reason: string; at: number }

/** What an agent did, newest first: its entries, and its moves of head among them. */
export async function readHistory(
  database: Database,
  agentId: string,
  limit: number,
): Promise<({ entry: Entry } | { move: Move })[]> {
  const entries = await database.read(`SELECT ${columns} FROM entries WHERE agent_id = $1 ORDER BY seq DESC LIMIT $2`, [
    agentId,
    limit,
  ])
  const moves = await database.read(
    'SELECT from_id, to_id, reason, at FROM journal WHERE agent_id = $1 ORDER BY seq DESC LIMIT $2',
    [agentId, limit],
  )
  const all = [
    ...entries.map((row) => ({ at: Number(row.created_at), what: { entry: toEntry(row) } })),
    ...moves.map((row) => ({ at: Number(row.at), what: { move: toMove(row) } })),
  ]
  return all
    .toSorted((a, b) => b.at - a.at)
    .slice(0, limit)
    .map(({ what }) => what)
}

/** What was typed to an agent, newest first, each text once. */
export async function readTyped(database: Database, agentId: string, limit: number): Promise<string[]> {
  const rows = await database.read(
    `SELECT ${columns} FROM entries WHERE agent_id = $1 AND kind IN ('user', 'notice') ORDER BY seq DESC LIMIT $2`,
    [agentId, limit],
  )
  const typed = rows.map(toEntry).map((entry) => {
    if (entry.kind === 'user') return entry.payload.text
    return entry.kind === 'notice' ? entry.payload.command : ''
  })
  return [...new Set(typed)].filter((text) => text !== '')
}

function toMove(row: Row): Move {
  return {
    fromId: row.from_id === null ? null : String(row.from_id),
    toId: row.to_id === null ? null : String(row.to_id),
    reason: String(row.reason),
    at: Number(row.at),
  }
}

function toEntry(row: Row): Entry {
  return entrySchema.parse({
    id: row.id,
    agentId: row.agent_id,
    parentId: row.parent_id,
    kind: row.kind,
    payload: JSON.parse(String(row.payload)),
    createdAt: Number(row.created_at),
  })
}
