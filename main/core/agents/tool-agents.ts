import type { Fault } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { Agent } from '../../../preload/protocol/state.ts'
import { describeAgent } from '../commands/agent-list.ts'
import { agentOf, type Project } from '../project.ts'
import type { ToolAgents } from '../tools/tool.ts'
import { checkMessage } from './check-message.ts'
import { findAgent } from './find.ts'
import { newHelper } from './roster.ts'

/** Sub-agents of one agent that are at work at a time, and how far below an agent of the user they go. */
const mostBelow = 8
const deepest = 2

/** What tools of an agent may do with the others. */
export function toolAgents(project: Project, agentId: string): ToolAgents {
  return {
    list: () =>
      project.feed
        .state()
        .agents.map((agent) => describeAgent(agent, agent.id === agentId))
        .join('\n'),
    send: async (to, text) => {
      const found = findAgent(project.feed.state().agents, to)
      if (!found.ok) return found
      const { id, name } = found.value
      if (id === agentId) return fail({ kind: 'bad-input', what: `'${name}' is you` })
      const checked = await checkMessage(project, id, text)
      if (!checked.ok) return checked
      return ok({ name, did: await project.deliver(id, { text, from: agentOf(project, agentId).name }) })
    },
    spawn: (wish) => spawn(project, agentId, wish),
  }
}

/** Starts a sub-agent on one task. Its result comes to the parent as a message, between runs. */
async function spawn(
  project: Project,
  parentId: string,
  { name, prompt, worktree }: { name: string; prompt: string; worktree: boolean },
): Promise<Result<string, Fault>> {
  const { agents } = project.feed.state()
  const atWork = agents.filter(
    ({ parentId: above, kind, run }) => above === parentId && kind === 'sub' && run.state === 'running',
  )
  if (atWork.length >= mostBelow) return fail({ kind: 'too-many-agents', most: mostBelow })
  if (depthOf(agents, parentId) >= deepest) return fail({ kind: 'too-deep', most: deepest })
  const checked = await checkMessage(project, parentId, prompt)
  if (!checked.ok) return checked
  const made = await newHelper(project, {
    parentId,
    name,
    kind: 'sub',
    worktree: worktree ? { branch: null, base: null, start: null } : null,
    from: null,
  })
  if (!made.ok) return made
  const { agent } = made.value
  await project.deliver(agent.id, { text: prompt, from: agentOf(project, parentId).name })
  return ok(agent.name)
}

/** How many sub-agents lie between an agent and one of the user's. */
function depthOf(agents: readonly Agent[], id: string): number {
  const agent = agents.find((one) => one.id === id)
  return agent?.kind === 'sub' && agent.parentId !== null ? 1 + depthOf(agents, agent.parentId) : 0
}
