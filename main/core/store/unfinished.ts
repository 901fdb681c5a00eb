import { z } from 'zod'
import type { Database, Statement } from './database.ts'

const work = z.discriminatedUnion('kind', [
  /** An agent's worktree goes: it is moved aside, its work is kept, the agent is closed, then the rest is deleted. */
  z.object({
    kind: z.literal('removal'),
    agentId: z.string(),
    path: z.string(),
    aside: z.string(),
    /** The branch that goes with it, where it still is at that commit; null: it stays. */
    branch: z.object({ name: z.string(), head: z.string() }).nullable(),
  }),
  /** A worktree is made, for an agent that is not open yet. `made`: the branch is made with it. */
  z.object({
    kind: z.literal('addition'),
    path: z.string(),
    branch: z.string().nullable(),
    head: z.string(),
    made: z.boolean(),
  }),
])

export type Work = z.infer<typeof work>
export type Removal = Extract<Work, { kind: 'removal' }>
export type Addition = Extract<Work, { kind: 'addition' }>

/** Writes down that folders and branches are about to change: a crash leaves it to the next opening of the project. */
export function beginWork(projectId: string, id: string, what: Work, at: number): Statement {
  return {
    sql: 'INSERT INTO unfinished (id, project_id, work, at) VALUES ($1, $2, $3, $4)',
    values: [id, projectId, JSON.stringify(what), at],
  }
}

export function endWork(id: string): Statement {
  return { sql: 'DELETE FROM unfinished WHERE id = $1', values: [id] }
}

/** The work of a project that was begun and not ended, oldest first. */
export async function readUnfinished(database: Database, projectId: string): Promise<{ id: string; work: Work }[]> {
  const rows = await database.read('SELECT id, work FROM unfinished WHERE project_id = $1 ORDER BY at, id', [projectId])
  return rows.map((row) => ({ id: String(row.id), work: work.parse(JSON.parse(String(row.work))) }))
}
