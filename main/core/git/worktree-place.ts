import { lstat, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { ok, type Result } from '../../../preload/protocol/result.ts'
import type { Git } from './git.ts'
import { commonFolderOf, gitFolderOf } from './git-folder.ts'
import { listWorktrees, type Worktree, worktreeAt } from './worktree-list.ts'

/** What has become of a worktree, as git and the disk have it at this moment. */
export type WorktreePlace = {
  /** `cut-off`: something is at its path, and it is no worktree of this repository (any more). */
  state: 'there' | 'gone' | 'cut-off'
  /** What git knows of a worktree at that path, its folder there or not. */
  known: Worktree | null
}

export async function worktreePlace(
  git: Git,
  at: { repository: string; path: string },
): Promise<Result<WorktreePlace, FaultOf<'git-failed'>>> {
  const listed = await listWorktrees(git, at.repository)
  if (!listed.ok) return listed
  const known = await worktreeAt(listed.value, at.path)
  const found = await lstat(at.path).catch(() => null)
  if (found === null) return ok({ state: 'gone', known })
  const own = found.isDirectory() ? await commonFolderOf(at.path) : null
  const ours = own !== null && own === (await commonFolderOf(at.repository))
  return ok({ state: known !== null && ours ? 'there' : 'cut-off', known })
}

/**
 * The commit that a worktree was last at, also when somebody deleted its branch
 * and nothing but the worktree's own log names the commit; null: it had none.
 */
export async function lastHead(git: Git, path: string): Promise<string | null> {
  const folder = await gitFolderOf(path)
  const log = folder === null ? '' : await readFile(join(folder, 'logs', 'HEAD'), 'utf8').catch(() => '')
  const ids = log.split('\n').map((line) => line.split(' ')[1] ?? '')
  const last = ids.findLast((id) => /[1-9a-f]/.test(id))
  if (last === undefined) return null
  const run = await git(path, ['cat-file', '-e', `${last}^{commit}`])
  return run.exit === 0 ? last : null
}
