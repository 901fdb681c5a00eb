import type { Agent } from '../../preload/protocol/state.ts'

/** Changes whenever an agent's work is known to have changed: what was asked about it is to be asked anew. */
export function workKey(agent: Pick<Agent, 'status' | 'lost'> | undefined): string {
  return agent ? JSON.stringify([agent.status, agent.lost]) : ''
}
