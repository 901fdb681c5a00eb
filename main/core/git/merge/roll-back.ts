import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import { removeDeadLocks } from '../dead-locks.ts'
import { type Git, reasonOf } from '../git.ts'
import { commonFolderOf, gitFolderOf } from '../git-folder.ts'
import { lasting } from '../lasting.ts'
import { checkOutAside } from './aside-checkout.ts'
import { keptAt } from './keep-files.ts'
import type { Circumstances, Landing, Settled, SettleFault } from './landing.ts'
import { carryOut, type FilePlan, planFiles } from './move-files.ts'
import { isFile, stagedAgainst, type Touched } from './touched.ts'

/** Puts back what a landing has written, whose branch is where it was before. */
export async function rollBack(
  git: Git,
  landing: Landing,
  touched: readonly Touched[],
  { killed }: Circumstances,
): Promise<Result<Settled, SettleFault>> {
  const { worktree, branch, before, after, folders, startedAt } = landing
  const [gitFolder, common] = await Promise.all([gitFolderOf(worktree), commonFolderOf(worktree)])
  if (gitFolder === null || common === null) return fail({ kind: 'worktree-gone', path: worktree })
  const planned = await planBack(git, landing, gitFolder, touched)
  if (!planned.ok) return planned
  const plan = planned.value
  const staged = await isStaged(git, worktree, before, touched, 'after')
  if (!staged.ok) return staged

  if (killed) {
    const reached = staged.value ? 'index' : plan.wrong.length > 0 ? 'files' : 'unknown'
    const held = await removeDeadLocks({ worktree, gitFolder, common, branch, since: startedAt, reached })
    if (held !== null) return fail({ kind: 'lock-held', path: held, by: null })
  }
  if (staged.value) {
    const index = await moveIndex(git, worktree, after, before)
    if (!index.ok) return index
  }
  const left = await carryOut(worktree, touched, plan, folders)
  if (plan.wrong.length > 0) await refresh(git, worktree)
  return ok({ kind: 'rolled-back', written: plan.wrong.length > 0, left })
}

/**
 * Sees to it that a landing whose branch has moved is complete. git moves the
 * branch last, so there is nothing to do; but files that a power cut caught on
 * their way to the disk are torn, or as before.
 */
export async function complete(
  git: Git,
  landing: Landing,
  touched: readonly Touched[],
  { bootedAt }: Circumstances,
): Promise<Result<Settled, SettleFault>> {
  const { worktree, before, after, folder, startedAt } = landing
  if (bootedAt <= startedAt) return ok({ kind: 'complete' })
  const gitFolder = await gitFolderOf(worktree)
  if (gitFolder === null) return fail({ kind: 'worktree-gone', path: worktree })
  const wanted = await afterOf(git, landing, gitFolder, touched)
  if (!wanted.ok) return wanted
  const versions = (index: number, path: string) => ({ from: keptAt(folder, index), to: wanted.value(path) })
  const staged = await isStaged(git, worktree, after, touched, 'before')
  if (!staged.ok) return staged
  if (staged.value) {
    const index = await moveIndex(git, worktree, before, after)
    if (!index.ok) return index
  }
  await carryOut(worktree, touched, await planFiles(worktree, touched, versions), [])
  await refresh(git, worktree)
  return ok({ kind: 'complete' })
}

/** Where every file is still the one that was kept, as after a refusal, nothing needs to be checked out for it. */
async function planBack(
  git: Git,
  landing: Landing,
  gitFolder: string,
  touched: readonly Touched[],
): Promise<Result<FilePlan, FaultOf<'git-failed'>>> {
  const { worktree, folder } = landing
  const plain = await planFiles(worktree, touched, (index) => ({
    from: join(folder, 'nothing'),
    to: keptAt(folder, index),
  }))
  if (plain.others.length === 0) return ok(plain)
  const written = await afterOf(git, landing, gitFolder, touched)
  if (!written.ok) return written
  const versions = (index: number, path: string) => ({ from: written.value(path), to: keptAt(folder, index) })
  return ok(await planFiles(worktree, touched, versions))
}

/** Where the files lie that the landing was to write. */
async function afterOf(git: Git, { after, folder }: Landing, gitFolder: string, touched: readonly Touched[]) {
  const paths = touched.filter((one) => isFile(one.after)).map(({ path }) => path)
  const aside = join(folder, 'after')
  await rm(aside, { recursive: true, force: true })
  return checkOutAside(git, { gitFolder, commit: after, paths, folder: aside })
}

/** Whether the index has, against a commit, the other side of the landing at any path. */
async function isStaged(
  git: Git,
  worktree: string,
  commit: string,
  touched: readonly Touched[],
  side: 'before' | 'after',
) {
  const staged = await stagedAgainst(git, worktree, commit)
  if (!staged.ok) return staged
  const held = new Map(staged.value.map(({ path, after }) => [path, after]))
  return ok(touched.some((one) => held.has(one.path) && held.get(one.path) === one[side]))
}

/** Takes the index from one commit to another, and leaves what else is staged. */
async function moveIndex(git: Git, worktree: string, from: string, to: string): Promise<Result<void, SettleFault>> {
  const run = await git(worktree, [...lasting, 'read-tree', '-i', '-m', from, to])
  return run.exit === 0 ? ok(undefined) : fail({ kind: 'git-failed', verb: 'read-tree', reason: reasonOf(run) })
}

/** It only takes over the times of files, and fails to say that some differ. */
const refresh = (git: Git, worktree: string) => git(worktree, ['update-index', '-q', '--refresh'])
