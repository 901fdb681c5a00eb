import type { KnownMerge } from '../../preload/protocol/state.ts'
import { counted } from '../git/change-words.ts'
import { call, onEvent, projectStore } from '../state/project.ts'
import { report } from '../state/reported.ts'
import { dropToast, toast } from '../state/toasts.ts'
import { branchName, holderOf } from './holders.ts'

/** How many commits a merge that this page has asked for brings, by what it is about. */
const expected = new Map<string, number>()
const about = (source: string, before: string) => `${source} ${before}`

/** The merge of this branch onto that commit, when it comes, brings so many commits. Returns a function that forgets it. */
export function expectCommits(source: string, before: string, count: number): () => void {
  expected.set(about(source, before), count)
  return () => void expected.delete(about(source, before))
}

/** Says every merge that is made, with a way to undo it for as long as there is one. */
export function announceMerges(): void {
  onEvent((_n, event) => {
    if (event.type === 'merge-made') announce(event.merge)
    // Undone here, or somebody has moved on from it: the button would promise too much.
    else if (event.type === 'merge-settled') dropToast(event.id)
  })
}

function announce(merge: KnownMerge) {
  const agents = projectStore.getState().state?.agents ?? []
  const count = expected.get(about(merge.source, merge.before))
  const what = count === undefined ? merge.source : counted(count, 'commit')
  const hue = holderOf(agents, merge.source)?.hue
  toast({
    id: merge.id,
    text: `Merged ${what} into ${branchName(agents, merge.target)}`,
    drawing: 'join',
    ...(hue === undefined ? {} : { hue }),
    action: { label: 'Undo', run: () => void undoMerge(merge) },
  })
}

/** Puts the target back to where it was before a merge. */
export async function undoMerge({ id, target, before }: KnownMerge): Promise<void> {
  const result = await call('merge.undo', { id })
  if (!result.ok) return report(result.fault)
  toast({ id: `undo ${id}`, text: `Undone: ${target} is back at ${before.slice(0, 7)}` })
}
