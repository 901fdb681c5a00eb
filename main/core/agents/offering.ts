import type { Agent, AwaitedMerge } from '../../../preload/protocol/state.ts'
import { checkedOutAt } from '../git/checked-out-at.ts'
import { underwayAt } from '../git/merge/underway.ts'
import { hoverVerdict } from '../git/merge/verdict.ts'
import type { Project } from '../project.ts'
import { dropAwaited, putAwaited } from '../store/awaited-merges.ts'

type Offering = Pick<Project, 'database' | 'feed' | 'git' | 'info' | 'live' | 'verdicts'>

/** Remembers a merge whose conflicts an agent is given to solve: it is offered again when it is clean. */
export async function awaitMerge(project: Offering, merge: Omit<AwaitedMerge, 'offered'>): Promise<void> {
  const awaited = { ...merge, offered: false }
  await project.database.write([putAwaited(awaited)])
  project.feed.emit({ type: 'merge-awaited', merge: awaited })
}

/** Forgets the merge that waits for an agent: it was made, or somebody does not want it. */
export async function endOffer({ database, feed }: Offering, agentId: string): Promise<void> {
  if (!feed.state().awaited.some((merge) => merge.agentId === agentId)) return
  await database.write([dropAwaited(agentId)])
  feed.emit({ type: 'merge-offer-ended', agentId })
}

/**
 * Offers the merges that waited and are clean now: the agent rests, nothing is
 * under way in its worktree, and git finds no conflict. One that there is
 * nothing left of to merge is forgotten.
 */
export async function offerMerges(project: Offering): Promise<void> {
  for (const awaited of project.feed.state().awaited) {
    const { agentId } = awaited
    const standing = await standingOf(project, awaited)
    // somebody may have settled it meanwhile
    if (!project.feed.state().awaited.includes(awaited)) continue
    if (standing === 'merged') await endOffer(project, agentId)
    if (standing !== 'clean' || awaited.offered) continue
    await project.database.write([putAwaited({ ...awaited, offered: true })])
    project.feed.emit({ type: 'merge-offered', agentId })
  }
}

async function standingOf(
  project: Offering,
  { agentId, target }: AwaitedMerge,
): Promise<'clean' | 'merged' | 'waiting'> {
  const { git, info, verdicts } = project
  const agent = project.feed.state().agents.find(({ id }) => id === agentId)
  const source = agent?.status.branch ?? null
  if (!agent || source === null || !(await isSettled(project, agent))) return 'waiting'
  const targetAt = await checkedOutAt(git, info.path, target)
  if (!targetAt.ok) return 'waiting'
  const question = { repository: info.path, source, target, targetAt: targetAt.value, strategy: 'merge' as const }
  const verdict = await hoverVerdict(git, verdicts, question)
  if (!verdict.ok) return verdict.fault.kind === 'branch-missing' ? 'merged' : 'waiting'
  const { mergeBase, sourceId, outcome } = verdict.value
  if (mergeBase === sourceId) return 'merged'
  return outcome.kind === 'clean' ? 'clean' : 'waiting'
}

/** Asks the disk: what is known of the worktree's status may be older than the end of a run. */
async function isSettled({ git, live }: Offering, { id, directory }: Agent): Promise<boolean> {
  if (live.get(id)?.running || (await underwayAt(directory)) !== null) return false
  const unmerged = await git(directory, ['ls-files', '--unmerged', '-z'])
  return unmerged.exit === 0 && unmerged.stdout === ''
}
