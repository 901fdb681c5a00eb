import { z } from 'zod'
import { type Entry, entry as entrySchema } from '../../../preload/protocol/entry.ts'
import type { Database } from './database.ts'

/** A conversation tree of a project, by its first entry. */
export type Session = {
  /** Counted in the project from 1, in the order in which they began: it never changes. */
  number: number
  id: string
  agentId: string
  agent: string
  closed: boolean
  /** First words of its first message; empty where there is none. */
  words: string
  entries: number
  /** When it began, and when the newest entry was made. */
  at: number
  lastAt: number
}

const sessionRow = z.object({
  number: z.number(),
  id: z.string(),
  agent_id: z.string(),
  name: z.string(),
  closed_at: z.number().nullable(),
  words: z.string().nullable(),
  entries: z.number(),
  created_at: z.number(),
  last_at: z.number(),
})

/** All sessions of a project, oldest first. Clearing begins one, and so does the first entry of an agent. */
export async function readSessions(database: Database, projectId: string): Promise<Session[]> {
  const rows = await database.read(
    `SELECT ROW_NUMBER() OVER (ORDER BY s.seq) AS number, s.id, s.agent_id, a.name, a.closed_at, s.entries,
            s.at AS created_at, s.last_at,
            (SELECT p.words FROM places p WHERE p.session_id = s.id AND p.kind = 'message' ORDER BY p.seq LIMIT 1) AS words
       FROM sessions s JOIN agents a ON a.id = s.agent_id WHERE s.project_id = $1 ORDER BY s.seq`,
    [projectId],
  )
  return rows.map((row) => {
    const { agent_id: agentId, name: agent, closed_at: closedAt, words, ...rest } = sessionRow.parse(row)
    const { created_at: at, last_at: lastAt, number, id, entries } = rest
    return { number, id, agentId, agent, closed: closedAt !== null, words: words ?? '', entries, at, lastAt }
  })
}

const columns = 'id, agent_id, parent_id, kind, payload, created_at'

/** Every entry of a tree, in the order in which they were made. */
export async function readTreeEntries(database: Database, root: string): Promise<Entry[]> {
  const rows = await database.read(`SELECT ${columns} FROM entries WHERE session_id = $1 ORDER BY seq`, [root])
  return rows.map((row) =>
    entrySchema.parse({
      id: row.id,
      agentId: row.agent_id,
      parentId: row.parent_id,
      kind: row.kind,
      payload: JSON.parse(String(row.payload)),
      createdAt: Number(row.created_at),
    }),
  )
}

/** The newest entry of a tree; null: there is no such tree. */
export async function readNewestIn(database: Database, root: string): Promise<string | null> {
  const [row] = await database.read('SELECT newest FROM sessions WHERE id = $1', [root])
  return row ? String(row.newest) : null
}
