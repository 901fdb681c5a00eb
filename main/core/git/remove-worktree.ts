import { lstat, rename } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { forgetMissing } from './forget-worktree.ts'
import type { Git } from './git.ts'
import { processesInside } from './processes.ts'
import { removeFolder } from './remove-folder.ts'
import { listWorktrees, type Worktree, worktreeAt } from './worktree-list.ts'

type At = {
  /** The repository's own worktree. */
  repository: string
  path: string
  /** Where the folder is moved to, beside itself. */
  aside: string
}

export type RemovedWorktree = {
  /** A folder that could not be deleted to the end; it is no worktree any more. Null: nothing is left. */
  leftBehind: string | null
}

export type RemoveFault = FaultOf<
  'worktree-gone' | 'not-a-worktree' | 'worktree-busy' | 'worktree-not-removed' | 'git-failed'
>

/** A name beside a worktree for its folder on the way out. */
export const asideOf = (path: string) =>
  join(dirname(path), `.removing-${basename(path)}-${process.hrtime.bigint().toString(36)}`)

/**
 * Takes a worktree out of use, with all that is in it: its folder is moved
 * aside, in one step, so that nobody writes to it any more while it is kept.
 *
 * git still knows it, so that `putBack` brings all of it back. Of one whose
 * folder was removed by hand there is nothing to move.
 */
export async function setAside(git: Git, at: At): Promise<Result<void, RemoveFault>> {
  const checked = await whetherRemovable(git, at)
  if (!checked.ok) return checked
  const { path, prunable } = checked.value
  if (prunable) return ok(undefined)
  return rename(path, at.aside).then(
    () => ok(undefined),
    (error: Error) => fail({ kind: 'worktree-not-removed', path, reason: error.message }),
  )
}

/** Undoes `setAside`. False: something is in the way, and the folder stays aside. */
export async function putBack({ path, aside }: Omit<At, 'repository'>): Promise<boolean> {
  if (!(await isThere(aside))) return true
  if (await isThere(path)) return false
  return rename(aside, path).then(
    () => true,
    () => false,
  )
}

/**
 * Ends what `setAside` began: git forgets the worktree, and the folder is
 * deleted, however long that takes. Does the rest where it was broken off. What
 * somebody has put in the worktree's place since is left alone.
 */
export async function deleteAside(git: Git, at: At): Promise<Result<RemovedWorktree, FaultOf<'git-failed'>>> {
  if (!(await isThere(at.path))) {
    const forgotten = await forgetMissing(git, at)
    if (!forgotten.ok) return forgotten
  }
  const there = await lstat(at.aside).catch(() => null)
  return ok({ leftBehind: there === null || (await removeFolder(at.aside)) ? null : at.aside })
}

const isThere = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  )

/** Whether this is a linked worktree of this repository that nobody uses or has locked. Changes nothing. */
export async function whetherRemovable(git: Git, at: Omit<At, 'aside'>): Promise<Result<Worktree, RemoveFault>> {
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
