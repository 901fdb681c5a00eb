import type { Agent, State } from '../../preload/protocol/state.ts'
import { workSigns } from './status-words.ts'

/** How an agent stands, as people see it. */
export type Standing = 'idle' | 'running' | 'needs-you' | 'failed'

const words = { idle: 'idle', running: 'running', 'needs-you': 'needs you', failed: 'failed' }

/** A question comes before everything else: nothing goes on until it is answered. */
export function standingOf(agent: Pick<Agent, 'approvals' | 'run'>): Standing {
  if (agent.approvals.length > 0) return 'needs-you'
  if (agent.run.state === 'running') return 'running'
  return agent.run.state === 'broken' && agent.run.fault.kind !== 'stopped' ? 'failed' : 'idle'
}

/** A run that Ikigai's own end broke did not fail, it was interrupted; one that the person broke was stopped. */
export function standingWords(agent: Pick<Agent, 'approvals' | 'run'>): string {
  const { approvals, run } = agent
  const why = run.state === 'broken' && approvals.length === 0 ? run.fault.kind : null
  return why === 'interrupted' || why === 'stopped' ? why : words[standingOf(agent)]
}

/** What is to be said of an agent besides its name: `running, 2 unread, 3 ahead`. `below`: its sub-agents that work. */
export function describe(
  agent: Pick<Agent, 'approvals' | 'run' | 'unread' | 'status' | 'lost'>,
  below: string,
): string {
  const unread = agent.unread > 0 ? [`${agent.unread} unread`] : []
  const waits = below === '' ? [] : [`${below} at work for it`]
  return [standingWords(agent), ...waits, ...unread, ...workSigns(agent).map(({ words }) => words)].join(', ')
}

/** How many agents wait for the person. */
export function needing(agents: State['agents']): number {
  return agents.filter((agent) => standingOf(agent) === 'needs-you').length
}
