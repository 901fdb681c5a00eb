import { standing } from '../conversation/standing.ts'
import type { Database } from './database.ts'
import { readMoves } from './moves.ts'

/**
 * The snapshots that something of an agent leads to, as commits: those of its
 * places, and those of what was left by rewinds that can be undone still.
 */
export async function readNeededSnapshots(database: Database, agentId: string): Promise<string[]> {
  const rows = await database.read(
    `SELECT snapshot AS id FROM places WHERE agent_id = $1
     UNION SELECT after FROM places WHERE agent_id = $1
     UNION SELECT json_extract(wish, '$.left') FROM rewinds WHERE agent_id = $1`,
    [agentId],
  )
  const left = standing(await readMoves(database, agentId, Number.MAX_SAFE_INTEGER))
  return [...rows.map(({ id }) => id), ...left.map(({ snapshot }) => snapshot)].filter((id) => typeof id === 'string')
}

/** All agents of a project, the closed ones too. */
export async function readAgentIds(database: Database, projectId: string): Promise<string[]> {
  const rows = await database.read('SELECT id FROM agents WHERE project_id = $1', [projectId])
  return rows.map(({ id }) => String(id))
}
