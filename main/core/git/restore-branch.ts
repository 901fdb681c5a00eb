import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { placeOf } from './capture/place.ts'
import { readSnapshot, type SnapshotCommit } from './capture/read-snapshot.ts'
import type { Git } from './git.ts'
import { branchOf } from './head.ts'
import { branchId } from './merge/branch-ids.ts'
import { moveRef } from './merge/land.ts'
import { underwayAt } from './merge/underway.ts'
import { putIndex } from './restore/put-index.ts'
import { type RestoreFault, type RestoreWish, restoreFiles } from './restore-files.ts'

/** `branch`: what was checked out when the snapshot was taken; null: none was. */
export type OnBranch = { branch: string | null }

export type BranchWish = RestoreWish &
  OnBranch & {
    /** Whether the working files go back too. */
    files: boolean
    expected: string | null
    /** Snapshot of the present state: where the branch does not move, the files go back to it. */
    left: string
  }

type BranchFault =
  | RestoreFault
  | FaultOf<'files-moved' | 'no-commits' | 'underway' | 'other-branch' | 'branch-moved' | 'hook-failed' | 'lock-held'>

/**
 * Moves the branch that is checked out to the commit that a snapshot stands on,
 * and with `files` the working files to what it holds: all of it or nothing.
 *
 * The index becomes the snapshot's where the files go back too, a merge that
 * was under way included; else it is as `git reset` leaves it. Nothing moves
 * while a merge or rebase is under way, or another branch is checked out than
 * was then. The commits that the branch loses stay in `left`.
 */
export async function restoreBranch(git: Git, wish: BranchWish): Promise<Result<void, BranchFault>> {
  const { path, files, left } = wish
  const what = await underwayAt(path)
  if (what !== null) return fail({ kind: 'underway', path, what })
  const found = await readSnapshot(git, path, wish.snapshot)
  if (!found.ok) return found
  if (found.value.head === null) return fail({ kind: 'no-commits' })
  const branch = await branchOf(git, path)
  if (branch === null || branch !== wish.branch) {
    return fail({ kind: 'other-branch', path, is: branch, was: wish.branch })
  }
  const restored = files ? await restoreFiles(git, wish) : ok(undefined)
  if (!restored.ok) return restored
  const moved = await moveBranch(git, path, { ...found.value, head: found.value.head, branch }, files)
  if (moved.ok || !files) return moved
  const back = await restoreFiles(git, { ...wish, snapshot: left, expected: null })
  return back.ok ? moved : back
}

/** Moves branch and index, both or neither; no file is touched. */
async function moveBranch(
  git: Git,
  path: string,
  { head, index, merge, branch }: SnapshotCommit & { head: string; branch: string },
  files: boolean,
): Promise<Result<void, BranchFault>> {
  const place = await placeOf(path)
  if (!place.ok) return place
  const before = (await branchId(git, path, branch)) ?? ''
  const move = { repository: path, branch, before, after: head, action: 'rewind', merge: null }
  const wish = files ? { tree: index ?? head, merge } : { tree: head, merge: null }
  if (before === head) return putIndex(git, place.value, wish)
  const put = await putIndex(git, place.value, wish, () => moveRef(git, move))
  // the very last step, a rename, may fail as well
  if (!put.ok && (await branchId(git, path, branch)) === head) {
    const back = await moveRef(git, { ...move, before: head, after: before })
    return back.ok ? put : back
  }
  return put
}
