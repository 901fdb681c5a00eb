import type { Fault } from '../../../preload/protocol/faults.ts'
import type { Queued } from '../../../preload/protocol/state.ts'
import type { Database, Row, Statement } from './database.ts'

export function startRun(run: { id: string; agentId: string; at: number }): Statement {
  return {
    sql: `INSERT INTO runs (id, agent_id, state, started_at) VALUES ($1, $2, 'running', $3)
          ON CONFLICT (id) DO UPDATE SET state = 'running', fault = NULL, ended_at = NULL`,
    values: [run.id, run.agentId, run.at],
  }
}

/** A run is over: done where there is no fault, else broken and to be continued. */
export function endRun(run: { id: string; fault: Fault | null; at: number }): Statement {
  return {
    sql: 'UPDATE runs SET state = $2, fault = $3, ended_at = $4 WHERE id = $1',
    values: [run.id, run.fault ? 'broken' : 'done', run.fault ? JSON.stringify(run.fault) : null, run.at],
  }
}

export type StoredRun = { id: string; agentId: string; state: 'running' | 'broken'; fault: Fault | null }

/** The newest run of each agent of a project, where it was not finished. */
export async function readUnfinishedRuns(database: Database, projectId: string): Promise<StoredRun[]> {
  const rows = await database.read(
    `SELECT r.id, r.agent_id, r.state, r.fault FROM runs r JOIN agents a ON a.id = r.agent_id
     WHERE a.project_id = $1 AND a.closed_at IS NULL AND r.state <> 'done'
       AND r.started_at = (SELECT MAX(started_at) FROM runs WHERE agent_id = r.agent_id)`,
    [projectId],
  )
  return rows.map((row) => ({
    id: String(row.id),
    agentId: String(row.agent_id),
    state: row.state === 'running' ? 'running' : 'broken',
    // written by endRun from a Fault and by nothing else
    fault: row.fault === null ? null : (JSON.parse(String(row.fault)) as Fault),
  }))
}

export type StoredPartial = { text: string; reasoning: string; model: string }

/** Keeps what has come of a reply by now; a crash loses what came since. */
export function keepPartial(agentId: string, partial: StoredPartial): Statement {
  return {
    sql: `INSERT INTO partials (agent_id, text, reasoning, model) VALUES ($1, $2, $3, $4)
          ON CONFLICT (agent_id) DO UPDATE SET text = excluded.text, reasoning = excluded.reasoning, model = excluded.model`,
    values: [agentId, partial.text, partial.reasoning, partial.model],
  }
}

export function dropPartial(agentId: string): Statement {
  return { sql: 'DELETE FROM partials WHERE agent_id = $1', values: [agentId] }
}

export async function readPartial(database: Database, agentId: string): Promise<StoredPartial | null> {
  const [row] = await database.read('SELECT text, reasoning, model FROM partials WHERE agent_id = $1', [agentId])
  if (!row) return null
  return { text: String(row.text), reasoning: String(row.reasoning), model: String(row.model) }
}

export function enqueue(agentId: string, message: Queued): Statement {
  return {
    sql: 'INSERT INTO queue (id, agent_id, text, sender) VALUES ($1, $2, $3, $4)',
    values: [message.id, agentId, message.text, message.from],
  }
}

export function dequeue(id: string): Statement {
  return { sql: 'DELETE FROM queue WHERE id = $1', values: [id] }
}

export async function readQueue(database: Database, agentId: string): Promise<Queued[]> {
  const rows = await database.read('SELECT id, text, sender FROM queue WHERE agent_id = $1 ORDER BY seq', [agentId])
  return rows.map((row: Row) => ({
    id: String(row.id),
    text: String(row.text),
    from: row.sender === null ? null : String(row.sender),
  }))
}
