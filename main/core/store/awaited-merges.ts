import { z } from 'zod'
import type { AwaitedMerge } from '../../../preload/protocol/state.ts'
import type { Database, Statement } from './database.ts'

const awaitedRow = z.object({
  agent_id: z.string(),
  target: z.string(),
  rest: z.string().nullable(),
  offered: z.number(),
})

/** Notes that a merge waits for its conflicts to be solved; at most one for an agent. */
export function putAwaited({ agentId, target, rest, offered }: AwaitedMerge): Statement {
  return {
    sql: `INSERT INTO awaited_merges (agent_id, target, rest, offered) VALUES ($1, $2, $3, $4)
          ON CONFLICT (agent_id) DO UPDATE SET target = $2, rest = $3, offered = $4`,
    values: [agentId, target, rest, offered ? 1 : 0],
  }
}

export function dropAwaited(agentId: string): Statement {
  return { sql: 'DELETE FROM awaited_merges WHERE agent_id = $1', values: [agentId] }
}

/** The merges of a project that wait, or are offered again. */
export async function readAwaited(database: Database, projectId: string): Promise<AwaitedMerge[]> {
  const rows = await database.read(
    `SELECT awaited_merges.* FROM awaited_merges JOIN agents ON agents.id = awaited_merges.agent_id
     WHERE agents.project_id = $1 AND agents.closed_at IS NULL ORDER BY awaited_merges.agent_id`,
    [projectId],
  )
  return rows.map((row) => {
    const { agent_id: agentId, offered, ...rest } = awaitedRow.parse(row)
    return { agentId, ...rest, offered: offered === 1 }
  })
}
