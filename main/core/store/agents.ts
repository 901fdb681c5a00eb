import { z } from 'zod'
import { usage } from '../../../preload/protocol/entry.ts'
import type { WorkStatus } from '../../../preload/protocol/git.ts'
import { approvalMode } from '../../../preload/protocol/settings.ts'
import type { Agent } from '../../../preload/protocol/state.ts'
import type { Database, Row, Statement } from './database.ts'

const agentRow = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['root', 'helper', 'sub']),
  parent_id: z.string().nullable(),
  hue: z.number(),
  directory: z.string(),
  approval: approvalMode,
  model: z.string().nullable(),
  head: z.string().nullable(),
  unread: z.number(),
  usage: z.string().transform((json) => usage.parse(JSON.parse(json))),
  context_tokens: z.number(),
  draft: z.string(),
  own_worktree: z.number(),
  branch: z.string().nullable(),
  base: z.string().nullable(),
  session_id: z.string().nullable(),
  place: z.string().nullable(),
  offer: z.string().nullable(),
})

/** Adds an agent behind the others of its project. `madeBranch`: Ikigai made its branch, and may remove it. */
export function insertAgent(projectId: string, agent: Agent, at: number, madeBranch = false): Statement {
  return {
    sql: `INSERT INTO agents (id, project_id, parent_id, name, kind, hue, directory, approval, model, position, usage,
                              created_at, own_worktree, branch, base, made_branch, head, session_id, place,
                              context_tokens)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,
                  (SELECT COALESCE(MAX(position), 0) + 1 FROM agents WHERE project_id = $2), $10, $11, $12, $13, $14, $15,
                  $16, $17, $18, $19)`,
    values: [
      agent.id,
      projectId,
      agent.parentId,
      agent.name,
      agent.kind,
      agent.hue,
      agent.directory,
      agent.approval,
      agent.model,
      JSON.stringify(agent.usage),
      at,
      agent.ownWorktree ? 1 : 0,
      agent.ownWorktree ? agent.status.branch : null,
      agent.base,
      madeBranch ? 1 : 0,
      agent.head,
      agent.session,
      agent.place,
      agent.contextTokens,
    ],
  }
}

/** What of an agent is a column that may change. */
export type AgentChange = Partial<
  Pick<Agent, 'name' | 'approval' | 'model' | 'draft' | 'unread' | 'usage' | 'contextTokens'>
>

/** Changes columns of an agent. */
export function updateAgent(id: string, change: AgentChange): Statement {
  const columns: [string, string | number | null][] = []
  if (change.name !== undefined) columns.push(['name', change.name])
  if (change.approval !== undefined) columns.push(['approval', change.approval])
  if (change.model !== undefined) columns.push(['model', change.model])
  if (change.draft !== undefined) columns.push(['draft', change.draft])
  if (change.unread !== undefined) columns.push(['unread', change.unread])
  if (change.usage !== undefined) columns.push(['usage', JSON.stringify(change.usage)])
  if (change.contextTokens !== undefined) columns.push(['context_tokens', change.contextTokens])
  const assignments = columns.map(([name], index) => `${name} = $${index + 2}`).join(', ')
  return { sql: `UPDATE agents SET ${assignments} WHERE id = $1`, values: [id, ...columns.map(([, value]) => value)] }
}

/** Tab order: the place in `ids` is the place in the tabs. */
export function orderAgents(ids: readonly string[]): Statement[] {
  return ids.map((id, index) => ({ sql: 'UPDATE agents SET position = $2 WHERE id = $1', values: [id, index] }))
}

/** The open agents of a project in tab order, idle and with nothing waiting. */
export async function readOpenAgents(database: Database, projectId: string): Promise<Agent[]> {
  const rows = await database.read(
    'SELECT * FROM agents WHERE project_id = $1 AND closed_at IS NULL ORDER BY position, created_at',
    [projectId],
  )
  return rows.map(toAgent)
}

/** The closed agents of a project, newest first. */
export async function readClosedAgents(
  database: Database,
  projectId: string,
): Promise<{ id: string; name: string; closedAt: number }[]> {
  const rows = await database.read(
    'SELECT id, name, closed_at FROM agents WHERE project_id = $1 AND closed_at IS NOT NULL ORDER BY closed_at DESC LIMIT 100',
    [projectId],
  )
  return rows.map((row) => ({ id: String(row.id), name: String(row.name), closedAt: Number(row.closed_at) }))
}

function toAgent(row: Row): Agent {
  const {
    parent_id: parentId,
    context_tokens: contextTokens,
    session_id: session,
    own_worktree: own,
    branch,
    ...rest
  } = agentRow.parse(row)
  return {
    ...rest,
    parentId,
    session,
    contextTokens,
    ownWorktree: own === 1,
    status: { ...unknownStatus, branch, base: rest.base },
    lost: false,
    run: { state: 'idle' },
    queue: [],
    approvals: [],
  }
}

/** The status of a directory that nobody has looked at yet. */
export const unknownStatus: WorkStatus = {
  branch: null,
  base: null,
  modified: 0,
  untracked: 0,
  ahead: 0,
  behind: 0,
  conflicts: 0,
  underway: null,
}
