import { constants, copyFile, mkdtemp, rm, stat, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { type Git, type GitOptions, reasonOf } from './git.ts'
import { gitFolderOf } from './git-folder.ts'
import { parseStatus, type StatusReport, statusArguments } from './status-lines.ts'

/** A git that writes to a copy of the index, runs no hooks and knows no user. Paths are latin1, to be exact. */
export type Quiet = (args: readonly string[], options?: GitOptions) => Promise<Result<string, FaultOf<'git-failed'>>>

export type Copied = {
  quiet: Quiet
  /** The copy. */
  index: string
  gitFolder: string
  report: StatusReport
  /** What `git ls-files -v -z` prints. */
  listing: string
}

/**
 * Gives `use` a copy of the worktree's index to change as it likes, and the
 * status that goes with it. The copy is removed afterwards.
 *
 * Git takes a file for unchanged when its times are those in the index, unless
 * it is no older than the index itself (git's racy-git.txt): the copy must not
 * be younger than its original, or a change of the last instant is lost.
 */
export async function withIndexCopy<T, F>(
  git: Git,
  path: string,
  use: (copied: Copied) => Promise<Result<T, F>>,
  status: readonly string[] = statusArguments,
): Promise<Result<T, F | FaultOf<'git-failed' | 'worktree-gone'>>> {
  const gitFolder = await gitFolderOf(path)
  if (gitFolder === null) return fail({ kind: 'worktree-gone', path })
  const folder = await mkdtemp(join(tmpdir(), 'ikigai-index-'))
  try {
    const index = join(folder, 'index')
    await copyIndex(join(gitFolder, 'index'), index)
    const quiet = quietGit(git, path, index)
    const [printed, listing] = await Promise.all([quiet(status), quiet(['ls-files', '-v', '-z'])])
    if (!printed.ok) return printed
    if (!listing.ok) return listing
    return await use({ quiet, index, gitFolder, report: parseStatus(printed.value), listing: listing.value })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Nothing is copied of a repository without an index: nothing was ever staged in it. */
export async function copyIndex(from: string, to: string): Promise<void> {
  const original = await stat(from).catch(() => null)
  if (original === null) return
  await copyFile(from, to, constants.COPYFILE_FICLONE)
  const seconds = Math.floor(original.mtimeMs / 1000)
  await utimes(to, seconds, seconds)
}

/** A git that works on an index of the app's own. */
export function quietGit(git: Git, path: string, index: string): Quiet {
  const person = { NAME: 'Ikigai', EMAIL: 'ikigai@localhost' }
  const env = {
    GIT_INDEX_FILE: index,
    GIT_AUTHOR_NAME: person.NAME,
    GIT_AUTHOR_EMAIL: person.EMAIL,
    GIT_COMMITTER_NAME: person.NAME,
    GIT_COMMITTER_EMAIL: person.EMAIL,
  }
  // no hooks; no warning that turns into a failure; and what is written stays after a power cut
  const settings = [
    'core.hooksPath=/dev/null',
    'core.safecrlf=false',
    'submodule.recurse=false',
    'core.fsync=loose-object,reference',
    'core.fsyncMethod=batch',
  ]
  const prefix = settings.flatMap((setting) => ['-c', setting])
  return async (args, options = {}) => {
    const run = await git(path, [...prefix, ...args], {
      encoding: 'latin1',
      ...options,
      env: { ...env, ...options.env },
    })
    if (run.exit === 0) return ok(run.stdout)
    return fail({ kind: 'git-failed', verb: args[0] ?? '', reason: reasonOf(run) })
  }
}
