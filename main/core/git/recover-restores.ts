import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { gitFolderAt, placeOf, placesIn } from './capture/place.ts'
import { commonFolderOf } from './git-folder.ts'
import { readJournal } from './restore/journal.ts'
import { indexScratch } from './restore/put-index.ts'
import { dropSwap, undoSwap } from './restore/swap.ts'

/**
 * Undoes the restores that a crash broke off, in all worktrees of a repository:
 * their files are then as they were before. What was changed since stays. A lock
 * of an index that such a restore held goes.
 *
 * Answers with those that could not be undone; they are tried again the next
 * time, and before anything else is restored there.
 */
export async function recoverRestores(repository: string): Promise<FaultOf<'restore-failed'>[]> {
  const common = await commonFolderOf(repository)
  if (common === null) return []
  const failed: FaultOf<'restore-failed'>[] = []
  for (const name of await readdir(placesIn(common)).catch(() => [])) {
    const undone = await recoverIn(join(placesIn(common), name), gitFolderAt(common, name))
    if (undone !== null) failed.push(undone)
  }
  return failed
}

async function recoverIn(folder: string, gitFolder: string): Promise<FaultOf<'restore-failed'> | null> {
  await dropDeadLock(folder, gitFolder).catch(() => undefined)
  const journal = await readJournal({ folder }).catch(() => null)
  // it had not begun, or its worktree is gone, or was made anew
  if (journal === null || String(await inodeOf(gitFolder)) !== journal.owner) {
    await dropSwap({ folder }).catch(() => undefined)
    return null
  }
  const place = await placeOf(journal.worktree)
  // moved, or out of reach: it is undone when something is restored there
  if (!place.ok || place.value.folder !== folder) return null
  const undone = await undoSwap(place.value)
  return undone.ok ? null : undone.fault
}

/** A lock that `putIndex` took and could not give back: it is the index that was to come, by a second name. */
async function dropDeadLock(folder: string, gitFolder: string): Promise<void> {
  const lock = join(gitFolder, 'index.lock')
  const scratches = (await readdir(folder)).filter((name) => name.startsWith(indexScratch))
  for (const scratch of scratches.map((name) => join(folder, name))) {
    const [own, held] = [await inodeOf(join(scratch, 'index')), await inodeOf(lock)]
    if (own !== null && own === held) await rm(lock, { force: true })
    await rm(scratch, { recursive: true, force: true })
  }
}

const inodeOf = async (path: string) => (await lstat(path, { bigint: true }).catch(() => null))?.ino ?? null
