import { z } from 'zod'
import type { KnownMerge } from '../../../preload/protocol/state.ts'
import type { Database, Statement } from './database.ts'

const mergeRow = z.object({
  id: z.string(),
  source: z.string(),
  target: z.string(),
  before: z.string(),
  after: z.string(),
  strategy: z.enum(['merge', 'squash', 'rebase']),
  at: z.number(),
})

/** `sourceId`: the commit that was merged; null: nobody knows any more. */
export function insertMerge(projectId: string, merge: KnownMerge, sourceId: string | null): Statement {
  const { id, source, target, before, after, strategy, at } = merge
  return {
    sql: `INSERT INTO merges (id, project_id, source, source_id, target, before, after, strategy, at)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: [id, projectId, source, sourceId, target, before, after, strategy, at],
  }
}

/** A merge that cannot be undone any more: it was undone, or its target has moved on. */
export function settleMerge(id: string): Statement {
  return { sql: 'UPDATE merges SET settled = 1 WHERE id = $1', values: [id] }
}

/** The merges that were not settled, newest first. */
export async function readOpenMerges(database: Database, projectId: string): Promise<KnownMerge[]> {
  const rows = await database.read(
    'SELECT * FROM merges WHERE project_id = $1 AND settled = 0 ORDER BY at DESC LIMIT 20',
    [projectId],
  )
  return rows.map((row) => mergeRow.parse(row))
}

const landingRow = z.object({ target: z.string(), after: z.string().nullable() })

/**
 * The branches that a branch of this name was ever merged into. `after`: what
 * the target was at then, where it was this very commit that was merged.
 */
export async function readLandings(
  database: Database,
  projectId: string,
  { source, sourceId }: { source: string; sourceId: string },
): Promise<z.infer<typeof landingRow>[]> {
  const rows = await database.read(
    `SELECT DISTINCT target, CASE WHEN source_id = $3 THEN after END AS after
     FROM merges WHERE project_id = $1 AND source = $2`,
    [projectId, source, sourceId],
  )
  return rows.map((row) => landingRow.parse(row))
}
