import type { Agent } from '../../preload/protocol/state.ts'

/** The names of an agent's own sub-agents that are at work, or that wait for somebody's answer; empty: there are none. */
export function workingBelow(agents: readonly Pick<Agent, 'name' | 'kind' | 'parentId' | 'run'>[], id: string): string {
  return agents
    .filter(({ kind, parentId, run }) => kind === 'sub' && parentId === id && run.state === 'running')
    .map(({ name }) => name)
    .join(', ')
}
