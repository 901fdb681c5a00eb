import { randomUUID } from 'node:crypto'
import type { Project } from '../../../preload/protocol/state.ts'
import type { Database, Statement } from './database.ts'

/** `viewed`: id of the agent that was last looked at. */
export type OpenedRow = Project & { viewed: string | null }

/** The project at a path, made where there is none, and noted as just opened. */
export async function openProjectRow(
  database: Database,
  at: { path: string; name: string; now: number },
): Promise<OpenedRow> {
  const [rows] = await database.write([
    {
      sql: `INSERT INTO projects (id, path, name, opened_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (path) DO UPDATE SET opened_at = excluded.opened_at
            RETURNING id, path, name, viewed`,
      values: [randomUUID(), at.path, at.name, at.now],
    },
  ])
  const row = rows?.[0]
  if (!row) throw new Error('the project row was not returned')
  return {
    id: String(row.id),
    path: String(row.path),
    name: String(row.name),
    viewed: row.viewed === null ? null : String(row.viewed),
  }
}

export async function readRecentProjects(database: Database): Promise<{ path: string; name: string }[]> {
  const rows = await database.read('SELECT path, name FROM projects ORDER BY opened_at DESC LIMIT 20')
  return rows.map((row) => ({ path: String(row.path), name: String(row.name) }))
}

export function viewedStatement(projectId: string, agentId: string): Statement {
  return { sql: 'UPDATE projects SET viewed = $2 WHERE id = $1', values: [projectId, agentId] }
}

/** Words that 'Always allow' remembered for a project. */
export async function readAllowed(database: Database, projectId: string): Promise<string[]> {
  const rows = await database.read('SELECT words FROM allowed WHERE project_id = $1', [projectId])
  return rows.map((row) => String(row.words))
}

export function allowStatement(projectId: string, words: string, at: number): Statement {
  return {
    sql: 'INSERT INTO allowed (project_id, words, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    values: [projectId, words, at],
  }
}
