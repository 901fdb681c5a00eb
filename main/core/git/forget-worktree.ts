import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { type Git, reasonOf } from './git.ts'
import { listWorktrees, worktreeAt } from './worktree-list.ts'

/** What git locks a worktree with while it makes it, and a git that was killed leaves (git-worktree(1)). */
const inTheMaking = 'initializing'

/** Takes back git's registration of a worktree whose folder is gone: git would refuse the path, and its branch, for it. */
export async function forgetMissing(
  git: Git,
  at: { repository: string; path: string },
): Promise<Result<void, FaultOf<'git-failed'>>> {
  const listed = await listWorktrees(git, at.repository)
  if (!listed.ok) return listed
  const old = await worktreeAt(listed.value, at.path)
  if (old === null || old.main) return ok(undefined)
  const force = old.locked === inTheMaking ? ['--force', '--force'] : []
  const run = await git(at.repository, ['worktree', 'remove', ...force, '--', old.path])
  return run.exit === 0 ? ok(undefined) : fail({ kind: 'git-failed', verb: 'worktree remove', reason: reasonOf(run) })
}
