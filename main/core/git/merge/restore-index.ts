import { constants, copyFile, link, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import { copyIndex } from '../index-copy.ts'

/**
 * Puts a worktree's index back from a copy, by git's own rules: the new one is
 * written beside it as `index.lock`, then takes its place. A copy that does not
 * exist means that there was no index.
 *
 * Refuses where somebody else holds the lock: they are staging at this moment.
 * `meanwhile` runs under the lock; where it fails, the index stays as it was.
 */
export async function restoreIndex<F = never>(
  gitFolder: string,
  kept: string,
  meanwhile?: () => Promise<Result<void, F>>,
): Promise<Result<void, F | FaultOf<'lock-held' | 'git-failed'>>> {
  const index = join(gitFolder, 'index')
  const lock = join(gitFolder, 'index.lock')
  const existed = await stat(kept).then(
    () => true,
    () => false,
  )
  if (!existed) {
    await rm(index, { force: true })
    return ok(undefined)
  }
  try {
    await takeLock(kept, lock)
    const done = (await meanwhile?.()) ?? ok(undefined)
    if (!done.ok) {
      await rm(lock, { force: true })
      return done
    }
    await rename(lock, index)
    return ok(undefined)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException // node:fs throws nothing else
    if (code === 'EEXIST') return fail({ kind: 'lock-held', path: lock, by: null })
    await rm(lock, { force: true })
    return fail({ kind: 'git-failed', verb: 'add', reason: `what was staged could not be put back (${message})` })
  }
}

/** By a second name of the file where that can be, so that a lock that a crash leaves is known to be ours. */
async function takeLock(kept: string, lock: string): Promise<void> {
  try {
    await link(kept, lock)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error // node:fs throws nothing else
    await copyFile(kept, lock, constants.COPYFILE_EXCL)
    await copyIndex(kept, lock) // once more, for its times
  }
}
