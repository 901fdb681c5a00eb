import { lstat, mkdtemp, readdir, rm, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { deleteBranch } from './delete-branch.ts'
import { forgetMissing } from './forget-worktree.ts'
import type { Git } from './git.ts'
import { commonFolderOf, gitFolderOf } from './git-folder.ts'
import { outlastingGits } from './live-gits.ts'
import { branchId } from './merge/branch-ids.ts'
import { processesInside } from './processes.ts'
import { removeFolder } from './remove-folder.ts'
import { type SnapshotFault, snapshotWorktree } from './snapshot.ts'
import { parseStatus, statusArguments } from './status-lines.ts'

export type HalfMade = {
  /** The repository's own worktree. */
  repository: string
  path: string
  /** Null: none was to be checked out. */
  branch: string | null
  /** Where it was to start. */
  head: string
  /** The branch was to be made. */
  made: boolean
}

export type TakeBackFault = SnapshotFault | FaultOf<'worktree-busy' | 'worktree-dirty' | 'git-failed'>

/**
 * Takes back a worktree that was being made (`addWorktree`) when the app died,
 * however far it had come: folder, registration and branch. Answers with the
 * ref under which the work in it was kept, or null where there was none.
 *
 * Nothing that somebody has made of it since is taken: not a branch with new
 * commits, nor a folder that is no worktree of this repository.
 */
export async function takeBackWorktree(
  git: Git,
  half: HalfMade,
  ref: string,
): Promise<Result<string | null, TakeBackFault>> {
  const { repository, path, branch, head, made } = half
  const by = await outlastingGits({ verbs: ['worktree'], word: path, worktree: path })
  if (by.length > 0) return fail({ kind: 'worktree-busy', path, by: by.join(', ') })
  const id = branch === null ? null : await branchId(git, repository, branch)
  if (id !== null && id !== head) return ok(null)
  const emptied = await emptyPlace(git, half, ref)
  if (!emptied.ok) return emptied
  if (!emptied.value.gone) return ok(null)
  const forgotten = await forgetMissing(git, { repository, path })
  if (!forgotten.ok) return forgotten
  if (made && branch !== null && id !== null) await deleteBranch(git, repository, { name: branch, head })
  return ok(emptied.value.kept)
}

/** Deletes the folder, once the work in it is kept. */
async function emptyPlace(
  git: Git,
  { repository, path, head }: HalfMade,
  ref: string,
): Promise<Result<{ gone: boolean; kept: string | null }, TakeBackFault>> {
  if ((await lstat(path).catch(() => null)) === null) return ok({ gone: true, kept: null })
  const gitFolder = await gitFolderOf(path)
  if (gitFolder === null || (await commonFolderOf(path)) !== (await commonFolderOf(repository))) {
    // git makes the folder before it makes a worktree of it
    const gone = await rmdir(path).then(
      () => true,
      () => false,
    )
    return ok({ gone, kept: null })
  }
  const by = await processesInside(path)
  if (by.length > 0) return fail({ kind: 'worktree-busy', path, by: by.join(', ') })
  let kept: string | null = null
  if (await hasWork(git, path, head)) {
    const taken = await snapshotWorktree(git, { path, ref, message: `Left in ${path}` })
    if (!taken.ok) return taken
    const [unkept] = taken.value.leftOut
    if (unkept) return fail({ kind: 'worktree-dirty', path, reason: `${unkept.path} cannot be kept in a snapshot` })
    kept = ref
  }
  // `.git` goes last: without it the rest would be taken for somebody's own
  const inside = (await readdir(path)).filter((name) => name !== '.git')
  for (const place of [...inside.map((name) => join(path, name)), path]) {
    if (!(await removeFolder(place)))
      return fail({ kind: 'worktree-dirty', path, reason: `${place} cannot be deleted` })
  }
  return ok({ gone: true, kept })
}

/** Whether a worktree has any file that its commit has not: git may have been killed before it made an index. */
async function hasWork(git: Git, path: string, head: string): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'ikigai-index-'))
  try {
    const env = { GIT_INDEX_FILE: join(folder, 'index') }
    const read = await git(path, ['-c', 'core.hooksPath=/dev/null', 'read-tree', head], { env })
    // killed this early, it has no HEAD yet, and then no files either
    if (read.exit !== 0) return (await readdir(path)).length > 1
    const { stdout } = await git(path, statusArguments, { env, encoding: 'latin1' })
    return parseStatus(stdout).lines.some((line) => line.kind === 'untracked' || !line.missing)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
