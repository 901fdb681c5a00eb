import type { KnownMerge } from '../../preload/protocol/state.ts'
import { call, onEvent, projectStore } from '../state/project.ts'
import { report } from '../state/reported.ts'
import { dropToast, toast } from '../state/toasts.ts'
import { show, viewStore } from '../state/view.ts'
import { branchName, holderOf } from './holders.ts'
import { mergedWords } from './strategies.ts'

/** Says every merge that is made, with a way to undo it for as long as there is one. */
export function announceMerges(): void {
  onEvent((_n, event) => {
    if (event.type === 'merge-made') announce(event.merge, event.commits)
    // Undone here, or somebody has moved on from it: the button would promise too much.
    else if (event.type === 'merge-settled') dropToast(event.id)
    else if (event.type === 'merge-offered') announceOffer(event.agentId)
  })
}

function announce(merge: KnownMerge, commits: number | null) {
  const agents = projectStore.getState().state?.agents ?? []
  const hue = holderOf(agents, merge.source)?.hue
  toast({
    id: merge.id,
    ...mergedWords(merge, branchName(agents, merge.target), commits),
    drawing: 'join',
    ...(hue === undefined ? {} : { hue }),
    action: { label: 'Undo', run: () => void undoMerge(merge) },
  })
}

/** Where its agent is looked at, the offer itself is there to be seen. */
function announceOffer(agentId: string) {
  const { agents = [], awaited = [] } = projectStore.getState().state ?? {}
  const agent = agents.find(({ id }) => id === agentId)
  const offer = awaited.find((merge) => merge.agentId === agentId)
  if (!agent || !offer || viewStore.getState().shown === agentId) return
  const { name, hue } = agent
  const action = { label: 'Show', run: () => show(agentId) }
  toast({ id: `offer ${agentId}`, text: offerWords(name, branchName(agents, offer.target)), hue, action })
}

/** What an offer says. */
export function offerWords(name: string, called: string): string {
  return `${name} has no conflicts with ${called} any more`
}

/** Puts the target back to where it was before a merge. */
export async function undoMerge({ id, target, before }: KnownMerge): Promise<void> {
  const result = await call('merge.undo', { id })
  if (!result.ok) return report(result.fault)
  toast({ id: `undo ${id}`, text: `Undone: ${target} is back at ${before.slice(0, 7)}` })
}
