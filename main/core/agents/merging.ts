import { randomUUID } from 'node:crypto'
import type { DeclaredFault, Input } from '../../../preload/protocol/contract.ts'
import type { MergeDone, MergePreview, MergeStrategy } from '../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { KnownMerge } from '../../../preload/protocol/state.ts'
import { placesOf } from '../git/checked-out-at.ts'
import type { Git } from '../git/git.ts'
import { mergeBranches, plainOrder } from '../git/merge/merge-branches.ts'
import type { MergeOrder } from '../git/merge/merge-result.ts'
import { preview } from '../git/merge/preview.ts'
import { undoMerge } from '../git/merge/undo-merge.ts'
import { agentOf, type Project } from '../project.ts'
import { insertMerge, settleMerge } from '../store/merges.ts'
import { branchMeant, branchOfAgent } from './checked-out.ts'
import { landedAnew } from './landed.ts'
import { endOffer } from './offering.ts'

type MergeFault = DeclaredFault<'merge.run'>

/** What merging an agent's branch into a target would do. Touches nothing. */
export async function previewMerge(
  project: Project,
  agentId: string,
  target: string,
  strategy: MergeStrategy = 'merge',
): Promise<Result<MergePreview, MergeFault>> {
  const agent = agentOf(project, agentId)
  const source = branchOfAgent(agent)
  if (!source.ok) return source
  const repository = project.info.path
  const places = await placesOf(project.git, repository, target)
  if (!places.ok) return places
  const [targetAt = null, targetAlsoAt = null] = places.value
  const question = {
    ...{ repository, source: source.value, target, base: agent.base, strategy },
    sourceAt: agent.lost ? null : agent.directory,
  }
  const seen = await preview(project.git, project.verdicts, { ...question, targetAt, targetAlsoAt })
  return seen.ok && (await landedAnew(project, seen.value)) ? ok(nothingOf(seen.value)) : seen
}

/** The preview of a merge that there is nothing left of. */
function nothingOf(seen: MergePreview): MergePreview {
  const hindrances = seen.hindrances.filter(({ kind }) => kind === 'underway')
  return { ...seen, commits: [], leftOut: [], files: [], conflicts: [], stoppedAt: null, hindrances }
}

/** Merges what was previewed: the target gets all of it, or nothing changes. */
export async function runMerge(project: Project, order: Input<'merge.run'>): Promise<Result<KnownMerge, MergeFault>> {
  const source = branchOfAgent(agentOf(project, order.agentId))
  if (!source.ok) return source
  const { agentId, ...rest } = order
  const merged = await land(project, async () => ok({ ...rest, repository: project.info.path, source: source.value }))
  if (!merged.ok) return merged
  const awaited = project.feed.state().awaited.find((one) => one.agentId === agentId)
  if (awaited?.target === order.target) await endOffer(project, agentId)
  return merged
}

/** Merges two branches as they are when it is their turn. What waits for it to be offered ends with the run. */
export function mergeAsTheyAre(
  project: Project,
  sides: Pick<MergeOrder, 'repository' | 'source' | 'target'>,
): Promise<Result<KnownMerge, MergeFault>> {
  return land(project, (git) => plainOrder(git, sides))
}

/** Merges in the queue of writes, and notes it, so that it can be undone and closing knows of it. */
async function land(
  project: Project,
  ordered: (git: Git) => Promise<Result<MergeOrder, MergeFault>>,
): Promise<Result<KnownMerge, MergeFault>> {
  const landed = await project.write(async (git): Promise<Result<Landed, MergeFault>> => {
    const order = await ordered(git)
    if (!order.ok) return order
    const { source, target, sourceId } = order.value
    if (await landedAnew(project, order.value)) return fail({ kind: 'nothing-to-merge', source, target })
    const done = await mergeBranches(git, order.value)
    return done.ok ? ok({ done: done.value, sourceId }) : done
  })
  if (!landed.ok) return landed
  const { done, sourceId } = landed.value
  const merge: KnownMerge = { ...done, id: randomUUID(), at: project.clock() }
  await project.database.write([insertMerge(project.info.id, merge, sourceId)])
  project.feed.emit({ type: 'merge-made', merge, commits: await countBrought(project, merge, sourceId) })
  return ok(merge)
}

type Landed = { done: MergeDone; sourceId: string }

/** The commits of the source that a merge brought, or made anew; null: git cannot say. */
async function countBrought(
  { git, info }: Project,
  { before, after, strategy }: KnownMerge,
  sourceId: string,
): Promise<number | null> {
  const range = `${before}..${strategy === 'rebase' ? after : sourceId}`
  const run = await git(info.path, ['rev-list', '--count', range])
  return run.exit === 0 ? Number(run.stdout) : null
}

/** Puts the target of a merge back, while nothing else has moved it. */
export async function undo(project: Project, id: string): Promise<Result<void, DeclaredFault<'merge.undo'>>> {
  const merge = project.feed.state().merges.find((known) => known.id === id)
  if (!merge) return fail({ kind: 'undo-too-late', target: 'the target' })
  const undone = await project.write((git) => undoMerge(git, { repository: project.info.path, done: merge }))
  if (!undone.ok && undone.fault.kind !== 'undo-too-late') return undone
  await project.database.write([settleMerge(id)])
  project.feed.emit({ type: 'merge-settled', id })
  return undone
}

/** Where `/agent merge` goes: what was typed, else the branch that the agent was made from. */
export function mergeTarget(project: Project, agentId: string, typed: string | null): Result<string, MergeFault> {
  const { agents, branches } = project.feed.state()
  const agent = agentOf(project, agentId)
  if (typed !== null) return branchMeant(agents, branches, typed)
  if (!agent.ownWorktree)
    return fail(agent.kind === 'root' ? { kind: 'no-target', name: null } : { kind: 'no-worktree', name: agent.name })
  return agent.base === null ? fail({ kind: 'no-target', name: null }) : ok(agent.base)
}
