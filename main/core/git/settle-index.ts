import { link, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { placeOf } from './capture/place.ts'
import { fileSignature, indexSignature } from './capture/signature.ts'
import type { Git } from './git.ts'
import { copyIndex } from './index-copy.ts'

/** Milliseconds. The clock of an index counts whole seconds. */
const older = 1500

type At = {
  path: string
  agentId?: string
  /** Ends it. */
  signal?: AbortSignal
}

/** Does `settleIndex` once the files of a worktree that was just made are older than the second. Nobody waits for it. */
export function settleIndexLater(git: Git, at: At & { signal: AbortSignal }): void {
  const settle = async () => {
    await setTimeout(older, undefined, { ref: false, signal: at.signal })
    await settleIndex(git, at)
  }
  settle().catch((error: unknown) => {
    // the disk, or the agent closes: each look at the worktree goes on taking longer
    if (!(error instanceof Error && 'code' in error)) throw error
  })
}

/**
 * Has git find out once that the files of a new worktree are as it wrote them.
 * It trusts no file that is as young as the index (git's racy-git.txt), and a
 * look that takes no lock would read all of them, each time, until somebody
 * stages something.
 *
 * Git does that with a copy of the index, which takes the place of the user's
 * where that is as it was: under git's own lock, and no longer than that takes.
 */
export async function settleIndex(git: Git, { path, agentId, signal }: At): Promise<void> {
  const place = await placeOf(path)
  if (!place.ok) return
  const index = join(place.value.gitFolder, 'index')
  const copy = join(place.value.folder, 'settled-index')
  try {
    const of = await indexSignature(index)
    await copyIndex(index, copy)
    const before = await fileSignature(copy)
    const looked = await git(
      path,
      ['-c', 'core.hooksPath=/dev/null', 'status', '--porcelain', '--untracked-files=no'],
      {
        env: { GIT_INDEX_FILE: copy, GIT_OPTIONAL_LOCKS: '1' },
        ...(agentId !== undefined && { for: agentId }),
        ...(signal && { signal }),
      },
    )
    if (looked.exit !== 0 || (await fileSignature(copy)) === before) return
    const lock = `${index}.lock`
    const isOurs = await link(copy, lock).then(
      () => true,
      () => false,
    )
    if (!isOurs) return
    if ((await indexSignature(index)) === of) await rename(lock, index)
    else await rm(lock)
  } finally {
    await rm(copy, { force: true })
    // of a git that was ended
    await rm(`${copy}.lock`, { force: true })
  }
}
