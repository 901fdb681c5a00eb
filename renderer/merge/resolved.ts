import type { Agent } from '../../preload/protocol/state.ts'
import { projectStore } from '../state/project.ts'
import { toast } from '../state/toasts.ts'
import { openAsk, question } from '../state/view.ts'
import { branchName } from './holders.ts'

type Awaited = { agentId: string; target: string; rest: string | null; begun: boolean }

let awaited: readonly Awaited[] = []

/** An agent was given conflicts to solve: when its worktree is clean again, the merge is offered once more. */
export function awaitResolved(merge: Omit<Awaited, 'begun'>): void {
  awaited = [...awaited.filter(({ agentId }) => agentId !== merge.agentId), { ...merge, begun: false }]
}

/** Watches the agents that solve conflicts. */
export function offerResolved(): void {
  projectStore.subscribe(({ state }) => {
    if (!state || awaited.length === 0) return
    awaited = awaited.flatMap((merge) => {
      const agent = state.agents.find(({ id }) => id === merge.agentId)
      if (!agent) return []
      if (!settled(agent)) return [{ ...merge, begun: true }]
      if (!merge.begun) return [merge]
      offer(agent, merge, branchName(state.agents, merge.target))
      return []
    })
  })
}

/** Nothing is in conflict, nothing is under way, and the agent rests. */
function settled({ status, run }: Agent): boolean {
  return status.conflicts === 0 && status.underway === null && run.state !== 'running'
}

function offer({ id, name, hue }: Agent, { target, rest }: Awaited, called: string) {
  toast({
    id: `resolved ${id}`,
    text: `${name} has no conflicts with ${called} any more`,
    hue,
    action: { label: 'Merge', run: () => openAsk(question({ kind: 'merge', agentId: id, target }, rest)) },
  })
}
