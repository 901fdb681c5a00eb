import { ok } from '../../../preload/protocol/result.ts'
import type { Agent } from '../../../preload/protocol/state.ts'
import type { Command } from './command.ts'

export const agentList: Command = {
  name: 'agent list',
  usage: '/agent list',
  summary: 'List the open agents and how they stand',
  options: {},
  words: [0, 0],
  async run(project, { agentId }) {
    const lines = project.feed.state().agents.map((agent) => describeAgent(agent, agent.id === agentId))
    return ok({ text: ['Active Agents:', ...lines].join('\n'), view: null })
  },
}

/** One line about an agent, in the shape of the workflows: `• main (you are here) - Branch: main`. */
export function describeAgent(agent: Agent, here: boolean): string {
  const facts = [`Branch: ${agent.branch ?? '(detached)'}`, runInWords(agent)].filter((fact) => fact !== null)
  return `• ${agent.name}${here ? ' (you are here)' : ''} - ${facts.join(' | ')}`
}

function runInWords({ run, approvals, queue }: Agent): string | null {
  const waiting = queue.length > 0 ? `, ${queue.length} queued` : ''
  if (approvals.length > 0) return `needs you${waiting}`
  if (run.state === 'running') return `running${waiting}`
  if (run.state === 'broken') return run.fault.kind === 'stopped' ? `stopped${waiting}` : `failed${waiting}`
  return null
}
