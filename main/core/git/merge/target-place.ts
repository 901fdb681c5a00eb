import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, type Result } from '../../../../preload/protocol/result.ts'
import { checkedOutAt } from '../checked-out-at.ts'
import type { Git } from '../git.ts'
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
  const at = await checkedOutAt(git, repository, branch)
  if (!at.ok || at.value === null) return at
  const what = await underwayAt(at.value)
  return what === null ? at : fail({ kind: 'underway', path: at.value, what })
}
