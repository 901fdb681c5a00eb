import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import type { MergeDone } from '../../../../preload/protocol/git.ts'
import { fail, type Result } from '../../../../preload/protocol/result.ts'
import type { Git } from '../git.ts'
import { branchId } from './branch-ids.ts'
import { type LandFault, moveBack } from './land.ts'
import { type PlaceFault, targetPlace } from './target-place.ts'

/**
 * Puts the target back to where it was before a merge, while nothing else has
 * moved it. Local work in its worktree stays, staged or not; where that cannot
 * be, nothing happens. The merge's commits stay in the branch's reflog.
 */
export async function undoMerge(
  git: Git,
  { repository, done }: { repository: string; done: MergeDone },
): Promise<Result<void, LandFault | PlaceFault | FaultOf<'undo-too-late'>>> {
  const { target, source, before, after } = done
  if ((await branchId(git, repository, target)) !== after) return fail({ kind: 'undo-too-late', target })
  const at = await targetPlace(git, repository, target)
  if (!at.ok) return at
  const place = { repository, branch: target, before: after, after: before }
  const move = { ...place, action: `undo of merge ${source}`, merge: null }
  const moved = await moveBack(git, at.value, move)
  return !moved.ok && moved.fault.kind === 'branch-moved' ? fail({ kind: 'undo-too-late', target }) : moved
}
