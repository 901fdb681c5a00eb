import { access, readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { WorkStatus } from '../../../../preload/protocol/git.ts'
import { branchBehind } from '../branch-behind.ts'
import { commonFolderOf, gitFolderOf } from '../git-folder.ts'

type Underway = Exclude<WorkStatus['underway'], null>

/** The files by which git itself knows, in the order in which it looks (wt-status). */
const signs: readonly (readonly [string, Underway])[] = [
  ['MERGE_HEAD', 'merge'],
  ['rebase-merge', 'rebase'],
  ['rebase-apply', 'rebase'],
  ['CHERRY_PICK_HEAD', 'cherry-pick'],
  ['REVERT_HEAD', 'revert'],
  ['BISECT_LOG', 'bisect'],
]

/** What somebody has begun in the worktree at `path` and not ended. Reads files only. */
export async function underwayAt(path: string): Promise<Underway | null> {
  const folder = await gitFolderOf(path)
  if (folder === null) return null
  const found = await Promise.all(signs.map(async ([sign, what]) => ((await exists(join(folder, sign))) ? what : null)))
  return found.find((what) => what !== null) ?? sequenced(folder)
}

/** Between two commits of a series there is only the list of those to come. */
async function sequenced(folder: string): Promise<Underway | null> {
  const todo = await readFile(join(folder, 'sequencer', 'todo'), 'utf8').catch(() => null)
  if (todo === null) return null
  return todo.startsWith('revert') ? 'revert' : 'cherry-pick'
}

/**
 * The worktree in which a branch is being rebased; null: none.
 *
 * HEAD is detached there meanwhile, so `git worktree list` does not show the
 * branch, and the end of the rebase would overwrite what was merged into it.
 */
export async function rebasedAt(repository: string, branch: string): Promise<string | null> {
  const common = await commonFolderOf(repository)
  if (common === null) return null
  const head = `refs/heads/${await branchBehind(common, branch)}`
  const linked = await readdir(join(common, 'worktrees')).catch(() => [])
  for (const folder of [common, ...linked.map((name) => join(common, 'worktrees', name))]) {
    for (const kind of ['rebase-merge', 'rebase-apply']) {
      const name = await readFile(join(folder, kind, 'head-name'), 'utf8').catch(() => '')
      if (name.trim() === head) return worktreeOf(folder)
    }
  }
  return null
}

async function worktreeOf(folder: string): Promise<string> {
  const link = await readFile(join(folder, 'gitdir'), 'utf8').catch(() => null)
  return dirname(link === null ? folder : link.trim())
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )
