import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import type { Git } from '../git.ts'
import { listWorktrees } from '../worktree-list.ts'
import { rebasedAt, underwayAt } from './underway.ts'

/**
 * Where a branch that is about to move is checked out now; null: nowhere.
 *
 * Refuses where somebody is in the middle of something with it. A worktree
 * whose folder is gone counts for nothing.
 */
export async function targetPlace(
  git: Git,
  repository: string,
  branch: string,
): Promise<Result<string | null, FaultOf<'underway' | 'git-failed'>>> {
  const rebased = await rebasedAt(repository, branch)
  if (rebased !== null) return fail({ kind: 'underway', path: rebased, what: 'rebase' })
  const worktrees = await listWorktrees(git, repository)
  if (!worktrees.ok) return worktrees
  const found = worktrees.value.find((worktree) => worktree.branch === branch && !worktree.prunable)
  if (!found) return ok(null)
  const what = await underwayAt(found.path)
  return what === null ? ok(found.path) : fail({ kind: 'underway', path: found.path, what })
}
