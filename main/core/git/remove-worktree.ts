import { lstat, rename } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { type Git, reasonOf } from './git.ts'
import { processesInside } from './processes.ts'
import { removeFolder } from './remove-folder.ts'
import { listWorktrees, type Worktree, worktreeAt } from './worktree-list.ts'

type At = {
  /** The repository's own worktree. */
  repository: string
  path: string
}

export type RemovedWorktree = {
  /** A folder that could not be deleted to the end; it is no worktree any more. Null: nothing is left. */
  leftBehind: string | null
}

export type RemoveFault = FaultOf<
  'worktree-gone' | 'not-a-worktree' | 'worktree-busy' | 'worktree-dirty' | 'worktree-not-removed' | 'git-failed'
>

/**
 * Removes a worktree that has nothing to lose, as `git worktree remove` does
 * without force: git refuses one with changed or untracked files, or with submodules.
 * Files that git ignores go with it.
 *
 * Of a worktree whose folder was removed by hand, the registration goes, and no other.
 */
export async function removeWorktree(git: Git, at: At): Promise<Result<RemovedWorktree, RemoveFault>> {
  const checked = await checkRemovable(git, at)
  if (!checked.ok) return checked
  const { path } = checked.value
  const run = await git(at.repository, ['worktree', 'remove', '--', path])
  if (run.exit === 0) return ok({ leftBehind: null })
  const reason = reasonOf(run)
  // git forgets the worktree also where its folder would not go ('Directory not empty'): that is finished here
  if (await isRegistered(git, at)) {
    if (/contains modified or untracked files|containing submodules/.test(reason))
      return fail({
        kind: 'worktree-dirty',
        path,
        reason: reason.replace(/^'.*?' (contains)/s, 'it $1').replace(/, use --force.*/, ''),
      })
    return fail({ kind: 'git-failed', verb: 'worktree remove', reason })
  }
  return ok({ leftBehind: (await removeFolder(path)) ? null : path })
}

/**
 * Removes a worktree with all that is in it. Only for one whose work was
 * snapshotted just now (`snapshotWorktree`), or that the user gave up.
 *
 * The folder is first moved aside: either that fails and nothing has changed,
 * or its name is free at once, however long deleting takes.
 */
export async function discardWorktree(git: Git, at: At): Promise<Result<RemovedWorktree, RemoveFault>> {
  const checked = await checkRemovable(git, at)
  if (!checked.ok) return checked
  const { path, prunable } = checked.value
  const aside = join(dirname(path), `.removing-${basename(path)}-${process.hrtime.bigint().toString(36)}`)
  if (!prunable) {
    const problem = await rename(path, aside).then(
      () => null,
      (error: Error) => error.message,
    )
    if (problem !== null) return fail({ kind: 'worktree-not-removed', path, reason: problem })
  }
  const run = await git(at.repository, ['worktree', 'remove', '--', path])
  if (run.exit !== 0) {
    if (!prunable) await rename(aside, path)
    return fail({ kind: 'git-failed', verb: 'worktree remove', reason: reasonOf(run) })
  }
  return ok({ leftBehind: prunable || (await removeFolder(aside)) ? null : aside })
}

/** Whether this is a linked worktree of this repository that nobody uses or has locked. */
async function checkRemovable(git: Git, at: At): Promise<Result<Worktree, RemoveFault>> {
  const listed = await listWorktrees(git, at.repository)
  if (!listed.ok) return listed
  const worktree = await worktreeAt(listed.value, at.path)
  const there = await lstat(at.path).catch(() => null)
  if (worktree === null) return fail({ kind: there === null ? 'worktree-gone' : 'not-a-worktree', path: at.path })
  const { path, main, locked } = worktree
  // a link in the worktree's place would have something else removed
  if (main || (there !== null && !there.isDirectory())) return fail({ kind: 'not-a-worktree', path: at.path })
  if (locked !== null)
    return fail({
      kind: 'worktree-busy',
      path,
      by: locked === '' ? 'a git worktree lock' : `a git worktree lock (${locked})`,
    })
  if (there === null) return ok({ ...worktree, prunable: true })
  const inner = listed.value.find((other) => other.path.startsWith(path + sep))
  if (inner) return fail({ kind: 'worktree-busy', path, by: `the worktree ${inner.path}, which lies in it` })
  const by = await processesInside(path)
  return by.length > 0 ? fail({ kind: 'worktree-busy', path, by: by.join(', ') }) : ok(worktree)
}

async function isRegistered(git: Git, at: At): Promise<boolean> {
  const listed = await listWorktrees(git, at.repository)
  return !listed.ok || (await worktreeAt(listed.value, at.path)) !== null
}
