import { z } from 'zod'
import type { Database } from './database.ts'

const spotRow = z.object({ agent_id: z.string(), name: z.string(), closed_at: z.number().nullable() })

/** Whose entry this is; null: it is none of the project's. */
export async function readWhose(
  database: Database,
  projectId: string,
  id: string,
): Promise<{ agentId: string; agent: string; closed: boolean } | null> {
  const [row] = await database.read(
    `SELECT e.agent_id, a.name, a.closed_at FROM entries e JOIN agents a ON a.id = e.agent_id
      WHERE e.id = $1 AND a.project_id = $2`,
    [id, projectId],
  )
  if (!row) return null
  const { agent_id: agentId, name: agent, closed_at: closedAt } = spotRow.parse(row)
  return { agentId, agent, closed: closedAt !== null }
}

/**
 * How many entries a path has behind one of its own; null: it is not on the path that ends at `head`.
 *
 * An entry is always written after its parent, so the way up ends where the entry would have to stand.
 */
export async function readDistance(database: Database, head: string | null, id: string): Promise<number | null> {
  const [row] = await database.read(
    `WITH RECURSIVE up (id, parent_id, seq, depth) AS (
       SELECT id, parent_id, seq, 0 FROM entries WHERE id = $1
       UNION ALL
       SELECT e.id, e.parent_id, e.seq, up.depth + 1 FROM up JOIN entries e ON e.id = up.parent_id
         WHERE up.seq > (SELECT seq FROM entries WHERE id = $2)
     )
     SELECT depth FROM up WHERE id = $2`,
    [head, id],
  )
  return row ? Number(row.depth) : null
}

/** The entry so many below another, on the path that was gone on with last; the last of the path where it ends before. */
export async function readEndBelow(
  database: Database,
  id: string,
  most: number,
): Promise<{ id: string; depth: number; later: boolean }> {
  const rows = await database.read(
    `WITH RECURSIVE down (id, depth) AS (
       SELECT id, 0 FROM entries WHERE id = $1
       UNION ALL
       SELECT (SELECT e.id FROM entries e WHERE e.parent_id = down.id ORDER BY e.seq DESC LIMIT 1), down.depth + 1
         FROM down WHERE down.id IS NOT NULL AND down.depth <= $2
     )
     SELECT id, depth FROM down WHERE id IS NOT NULL ORDER BY depth`,
    [id, most],
  )
  const last = rows[Math.min(most, rows.length - 1)]
  return last
    ? { id: String(last.id), depth: Number(last.depth), later: rows.length > most + 1 }
    : { id, depth: 0, later: false }
}
