import type { FaultOf } from '../../../preload/protocol/faults.ts'
import type { Result } from '../../../preload/protocol/result.ts'
import { placeOf } from './capture/place.ts'
import { readSnapshot } from './capture/read-snapshot.ts'
import type { Git } from './git.ts'
import { putIndex } from './restore/put-index.ts'
import { type RestoreFault, restoreFiles } from './restore-files.ts'

export type SnapshotRestoreFault = RestoreFault | FaultOf<'files-moved' | 'lock-held'>

const whatever = { largest: Number.POSITIVE_INFINITY, expected: null, fresh: true } as const

/**
 * Brings files, index and a merge under way back to what a snapshot holds, in a
 * worktree that git has just checked out at the snapshot's HEAD, which stays.
 */
export async function restoreSnapshot(
  git: Git,
  { path, snapshot }: { path: string; snapshot: string },
): Promise<Result<void, SnapshotRestoreFault>> {
  const found = await readSnapshot(git, path, snapshot)
  if (!found.ok) return found
  const files = await restoreFiles(git, { path, snapshot, ...whatever })
  if (!files.ok) return files
  const place = await placeOf(path)
  if (!place.ok) return place
  const { tree, index, head, merge } = found.value
  // where nothing was staged, the index was as HEAD
  return putIndex(git, place.value, { tree: index ?? head ?? tree, merge })
}
