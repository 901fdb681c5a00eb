import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { type Captured, withWorkingState } from './capture/captured.ts'
import { placeOf } from './capture/place.ts'
import { readable } from './capture/signature.ts'
import type { Git } from './git.ts'
import { comingBeside, planRestore } from './restore/plan.ts'
import type { Step } from './restore/step.ts'
import { clearSwap, dropSwap, freshFolder, swapFiles, undoSwap } from './restore/swap.ts'
import { writeFiles } from './restore/write-files.ts'

export type RestoreWish = {
  /** Top of the worktree. */
  path: string
  /** The snapshot's object id, or its ref. */
  snapshot: string
  /** Bytes; a larger file is in no snapshot of the present, so that it is never overwritten. */
  largest: number
}

export type RestoreFault = FaultOf<
  'git-failed' | 'worktree-gone' | 'snapshot-missing' | 'restore-in-the-way' | 'restore-failed'
>

/**
 * Brings the working files to what a snapshot holds, all of them or none: the
 * files are written elsewhere first and then moved to their places, and moved
 * back where one move fails.
 *
 * Index, HEAD, branches and stash stay as they are, and so do ignored files,
 * files that the snapshot or the present state leaves out, and whatever is
 * inside a submodule or a nested repository; where one of those is in the way,
 * nothing happens and it is named. Snapshot the present state first: what it
 * has and the other has not is gone afterwards.
 *
 * `expected`: tree of the working files as the person saw them; with another one
 * nothing happens. Null: whatever they are. `fresh`: git has just checked out the
 * worktree, so that what it has and the snapshot has not goes, ignored or not.
 */
export async function restoreFiles(
  git: Git,
  { path, snapshot, largest, expected, fresh = false }: RestoreWish & { expected: string | null; fresh?: boolean },
): Promise<Result<{ changed: number }, Fault>> {
  const { beside, coming: read } = comingBeside(git, path, snapshot)
  const undone = await undoBrokenOff(path)
  if (!undone.ok) return undone
  const how = { largest, beside }
  return withWorkingState(git, path, how, async (captured): Promise<Result<{ changed: number }, Fault>> => {
    const coming = await read()
    if (!coming.ok) return coming
    const planned = await planRestore(git, captured, coming.value, { fresh })
    if (!planned.ok) return planned
    const { tree, steps, blocked } = planned.value
    if (expected !== null && tree !== expected) return fail({ kind: 'files-moved', path })
    if (blocked.length > 0) return fail({ kind: 'restore-in-the-way', path, files: blocked.map(readable) })
    if (steps.length === 0) return ok({ changed: 0 })
    const prepared = await prepare(git, captured, steps)
    if (!prepared.ok) return prepared
    const swapped = await swapFiles(captured.place, steps)
    return swapped.ok ? ok({ changed: steps.length }) : swapped
  })
}

type Fault = RestoreFault | FaultOf<'files-moved'>

async function prepare(
  git: Git,
  { place, state }: Captured,
  steps: readonly Step[],
): Promise<Result<void, FaultOf<'git-failed' | 'restore-failed'>>> {
  const cleared = await clearSwap(place)
  if (!cleared.ok) return cleared
  const written = await writeFiles(git, { place, hash: state.hash, folder: freshFolder(place) }, steps)
  if (!written.ok) await dropSwap(place)
  return written
}

async function undoBrokenOff(path: string): Promise<Result<void, FaultOf<'restore-failed' | 'worktree-gone'>>> {
  const place = await placeOf(path)
  return place.ok ? undoSwap(place.value) : place
}
