import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, type Result } from '../../../preload/protocol/result.ts'
import type { Project } from '../project.ts'

/** Makes a handler of work on an agent: one that first sees to it that a project is open and has the agent. */
export type WithAgent = <I extends { agentId: string }, R>(
  work: (project: Project, input: I) => Promise<R>,
) => (input: I) => Promise<R | Result<never, FaultOf<'no-project' | 'no-agent'>>>

export function withAgentOf(open: () => Project | null): WithAgent {
  return (work) => async (input) => {
    const project = open()
    if (!project) return fail({ kind: 'no-project' })
    const { agents, closed } = project.feed.state()
    if (agents.some(({ id }) => id === input.agentId)) return work(project, input)
    const name = closed.find(({ id }) => id === input.agentId)?.name ?? input.agentId
    return fail({ kind: 'no-agent', name, names: agents.map(({ name }) => name) })
  }
}
