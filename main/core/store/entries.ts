import { type Entry, entry as entrySchema } from '../../../preload/protocol/entry.ts'
import type { Database, Row, Statement } from './database.ts'
import { type Move, readMoves } from './moves.ts'

const columns = 'id, agent_id, parent_id, kind, payload, created_at'

/** Adds an entry, to the session that its parent is in. */
export function insertEntry({ id, agentId, parentId, kind, payload, createdAt }: Entry): Statement {
  return {
    sql: `INSERT INTO entries (${columns}, session_id)
          VALUES ($1, $2, $3, $4, $5, $6, COALESCE((SELECT session_id FROM entries WHERE id = $3), $1))`,
    values: [id, agentId, parentId, kind, JSON.stringify(payload), createdAt],
  }
}

/** Adds an entry and moves its agent's head to it. The first of all begins the agent's session. */
export function appendStatements(entry: Entry): Statement[] {
  return [
    insertEntry(entry),
    {
      sql: 'UPDATE agents SET head = $1, session_id = COALESCE(session_id, $1) WHERE id = $2',
      values: [entry.id, entry.agentId],
    },
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
  const moves = await readMoves(database, agentId, limit)
  const all = [
    ...entries.map((row) => ({ at: Number(row.created_at), what: { entry: toEntry(row) } })),
    ...moves.map((move) => ({ at: move.at, what: { move } })),
  ]
  return all
    .toSorted((a, b) => b.at - a.at)
    .slice(0, limit)
    .map(({ what }) => what)
}

/** What the path that ends at an entry costs, by the last model call or summary on it; 0: nobody has counted. */
export async function readContextTokens(database: Database, head: string | null): Promise<number> {
  for (let at = head; at !== null; ) {
    const [row] = await database.read(
      `WITH RECURSIVE up (id, parent_id, kind, depth) AS (
         SELECT id, parent_id, kind, 0 FROM entries WHERE id = $1
         UNION ALL
         SELECT e.id, e.parent_id, e.kind, up.depth + 1 FROM up JOIN entries e ON e.id = up.parent_id
           WHERE up.kind NOT IN ('assistant', 'summary')
       )
       SELECT id FROM up ORDER BY depth DESC LIMIT 1`,
      [at],
    )
    const entry = row ? await readEntry(database, String(row.id)) : null
    if (entry?.kind === 'summary') return entry.payload.tokens
    if (entry?.kind === 'assistant' && entry.payload.usage)
      return entry.payload.usage.input + entry.payload.usage.output
    at = entry?.parentId ?? null
  }
  return 0
}

/** All entries below one, down to the next marks and those included, in the order in which they were made. */
export async function readBelow(database: Database, id: string, limit: number): Promise<Entry[]> {
  const rows = await database.read(
    `WITH RECURSIVE below (id, kind) AS (
       SELECT id, kind FROM entries WHERE parent_id = $1
       UNION ALL
       SELECT e.id, e.kind FROM below JOIN entries e ON e.parent_id = below.id WHERE below.kind <> 'mark'
     )
     SELECT ${columns} FROM entries WHERE id IN (SELECT id FROM below) ORDER BY seq LIMIT $2`,
    [id, limit],
  )
  return rows.map(toEntry)
}

/** The entry that starts the session of another; null for none. */
export async function readRoot(database: Database, id: string | null): Promise<string | null> {
  const [row] = await database.read('SELECT session_id FROM entries WHERE id = $1', [id])
  return row ? String(row.session_id) : null
}

/** The newest entry at or above one that is no memory document pulled in for the message below it; null: there is none. */
export async function readAbove(database: Database, id: string | null): Promise<string | null> {
  const [row] = await database.read(
    `WITH RECURSIVE up (id, parent_id, kind, depth) AS (
       SELECT id, parent_id, kind, 0 FROM entries WHERE id = $1
       UNION ALL
       SELECT e.id, e.parent_id, e.kind, up.depth + 1 FROM up JOIN entries e ON e.id = up.parent_id
         WHERE up.kind = 'memory'
     )
     SELECT id FROM up WHERE kind <> 'memory' ORDER BY depth LIMIT 1`,
    [id],
  )
  return row ? String(row.id) : null
}

/** The newest entry at or above one that is no notice; null: there is none. */
export async function readSpokenAt(database: Database, id: string | null): Promise<string | null> {
  const [row] = await database.read(
    `WITH RECURSIVE up (id, parent_id, kind, depth) AS (
       SELECT id, parent_id, kind, 0 FROM entries WHERE id = $1
       UNION ALL
       SELECT e.id, e.parent_id, e.kind, up.depth + 1 FROM up JOIN entries e ON e.id = up.parent_id
         WHERE up.kind = 'notice'
     )
     SELECT id FROM up WHERE kind <> 'notice' ORDER BY depth LIMIT 1`,
    [id],
  )
  return row ? String(row.id) : null
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
