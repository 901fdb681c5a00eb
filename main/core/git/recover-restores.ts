import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { placeOf, placesIn } from './capture/place.ts'
import { commonFolderOf } from './git-folder.ts'
import { ownerOf, readJournal } from './restore/journal.ts'
import { dropSwap, undoSwap } from './restore/swap.ts'

/**
 * Undoes the restores that a crash broke off, in all worktrees of a repository:
 * their files are then as they were before. What was changed since stays.
 *
 * Answers with those that could not be undone; they are tried again the next
 * time, and before anything else is restored there.
 */
export async function recoverRestores(repository: string): Promise<FaultOf<'restore-failed'>[]> {
  const common = await commonFolderOf(repository)
  if (common === null) return []
  const failed: FaultOf<'restore-failed'>[] = []
  for (const name of await readdir(placesIn(common)).catch(() => [])) {
    const undone = await recoverIn(join(placesIn(common), name))
    if (undone !== null) failed.push(undone)
  }
  return failed
}

async function recoverIn(folder: string): Promise<FaultOf<'restore-failed'> | null> {
  const journal = await readJournal({ folder }).catch(() => null)
  const place = journal && (await placeOf(journal.worktree))
  // its worktree is gone, or was made anew
  if (!place?.ok || place.value.folder !== folder || (await ownerOf(place.value)) !== journal?.owner) {
    await dropSwap({ folder }).catch(() => undefined)
    return null
  }
  const undone = await undoSwap(place.value)
  return undone.ok ? null : undone.fault
}
