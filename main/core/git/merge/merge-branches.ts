import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import type { MergeDone } from '../../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import type { Git } from '../git.ts'
import { branchIds, partedAt } from './branch-ids.ts'
import { type LandFault, moveForward } from './land.ts'
import { type MergeOrder, type ResultFault, resultOf } from './merge-result.ts'
import { type PlaceFault, targetPlace } from './target-place.ts'

export type MergeFault = ResultFault | LandFault | PlaceFault | FaultOf<'branch-missing'>

/**
 * Merges source into target: whole, or nothing changes.
 *
 * The result is computed first, hooks and signature included, while no worktree
 * and no branch is touched; then the target moves to it in one step. A rebase
 * puts copies of the source's commits on the target; the source itself stays
 * where it is.
 */
export async function mergeBranches(git: Git, order: MergeOrder): Promise<Result<MergeDone, MergeFault>> {
  const { repository, source, target, sourceId, targetId, strategy } = order
  const [parted, at] = await Promise.all([
    partedAt(git, repository, { source, target }),
    targetPlace(git, repository, target),
  ])
  if (!parted.ok) return parted
  if (parted.value.sourceId !== sourceId) return fail({ kind: 'branch-moved', branch: source })
  if (parted.value.targetId !== targetId) return fail({ kind: 'branch-moved', branch: target })
  if (!at.ok) return at

  const result = await resultOf(git, order, at.value, parted.value.mergeBase)
  if (!result.ok) return result
  const place = { repository, branch: target, before: targetId, after: result.value }
  const move = { ...place, action: `merge ${source}`, merge: { source, sourceId, strategy } }
  const landed = await moveForward(git, at.value, move)
  return landed.ok ? ok({ target, source, before: targetId, after: result.value, strategy }) : landed
}

/** The order to merge two branches as they are now, as git does it by itself. */
export async function plainOrder(
  git: Git,
  sides: Pick<MergeOrder, 'repository' | 'source' | 'target'>,
): Promise<Result<MergeOrder, FaultOf<'branch-missing' | 'git-failed'>>> {
  const ids = await branchIds(git, sides.repository, [sides.source, sides.target])
  if (!ids.ok) return ids
  const [sourceId = '', targetId = ''] = ids.value
  return ok({ ...sides, sourceId, targetId, strategy: 'merge', message: null })
}
