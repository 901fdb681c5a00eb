import { randomUUID } from 'node:crypto'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { noUsage } from '../../../preload/protocol/reduce.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { Agent } from '../../../preload/protocol/state.ts'
import { agentOf, type Project } from '../project.ts'
import { closeAgentStatement, insertAgent, updateAgent } from '../store/agents.ts'
import { liveAgent } from './live-agent.ts'
import { checkName, randomName } from './names.ts'
import { stopRun } from './runs.ts'

const hues = 8

/** Makes a helper below another agent, in the same directory. Without a name it gets a random one. */
export async function newHelper(
  project: Project,
  wish: { parentId: string; name: string | null },
): Promise<Result<Agent, FaultOf<'bad-name' | 'name-taken'>>> {
  const taken = openNames(project)
  const name = wish.name === null ? ok(randomName(taken)) : checkName(wish.name, taken)
  if (!name.ok) return name
  const parent = agentOf(project, wish.parentId)
  const agent: Agent = {
    ...newAgent({ name: name.value, kind: 'helper', directory: parent.directory, approval: project.approvalForNew() }),
    parentId: parent.id,
    hue: freeHue(project),
    branch: parent.branch,
    model: parent.model,
  }
  await project.database.write([insertAgent(project.info.id, agent, project.clock())])
  project.live.set(agent.id, liveAgent(agent.id))
  project.feed.emit({ type: 'agent-created', agent })
  return ok(agent)
}

/** An agent with nothing said yet. */
export function newAgent(at: Pick<Agent, 'name' | 'kind' | 'directory' | 'approval'>): Agent {
  return {
    ...at,
    id: randomUUID(),
    parentId: null,
    hue: 0,
    branch: null,
    model: null,
    head: null,
    run: { state: 'idle' },
    queue: [],
    approvals: [],
    unread: 0,
    usage: noUsage,
    contextTokens: 0,
    draft: '',
  }
}

export async function renameAgent(
  project: Project,
  agentId: string,
  wish: string,
): Promise<Result<string, FaultOf<'bad-name' | 'name-taken'>>> {
  const others = project.feed.state().agents.filter(({ id }) => id !== agentId)
  const name = checkName(
    wish,
    others.map((agent) => agent.name),
  )
  if (!name.ok) return name
  await project.database.write([updateAgent(agentId, { name: name.value })])
  project.feed.emit({ type: 'agent-renamed', agentId, name: name.value })
  return name
}

/**
 * Closes an agent: stops its run and archives its conversation, every entry of
 * which is kept. Its own helpers move up to its parent. Answers with the agent to look at next.
 */
export async function closeAgent(project: Project, agentId: string): Promise<Result<Agent, FaultOf<'root-stays'>>> {
  const agent = agentOf(project, agentId)
  if (agent.kind === 'root') return fail({ kind: 'root-stays', name: agent.name })
  await stopRun(project, agentId)
  const at = project.clock()
  await project.database.write([closeAgentStatement(agentId, at)])
  project.live.delete(agentId)
  project.feed.emit({ type: 'agent-closed', agentId, closedAt: at })
  const open = project.feed.state().agents
  const next = open.find(({ id }) => id === agent.parentId) ?? open.find(({ kind }) => kind === 'root')
  return next ? ok(next) : fail({ kind: 'root-stays', name: agent.name })
}

function openNames(project: Project): string[] {
  return project.feed.state().agents.map(({ name }) => name)
}

/** The hue that the fewest open agents have. The first is the root's own. */
function freeHue(project: Project): number {
  const used = project.feed.state().agents.map(({ hue }) => hue)
  const count = (hue: number) => used.filter((other) => other === hue).length
  const candidates = Array.from({ length: hues - 1 }, (_, index) => index + 1)
  return candidates.reduce((best, hue) => (count(hue) < count(best) ? hue : best))
}
