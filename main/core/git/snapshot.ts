import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { type Captured, withWorkingState } from './capture/captured.ts'
import type { Missed } from './capture/gather.ts'
import { hasPack } from './capture/packs.ts'
import { readSnapshot, trailersOf } from './capture/read-snapshot.ts'
import { readable } from './capture/signature.ts'
import { parentsOf } from './capture/store-state.ts'
import type { Git } from './git.ts'

export type SnapshotWish = {
  /** Top of the worktree. */
  path: string
  /** Full name below `refs/ikigai/`; it must not exist yet. */
  ref: string
  message: string
  /** Bytes; a larger file is left out. */
  largest?: number
  /** The commit of an earlier snapshot, which stands for this one too where nothing differs. */
  previous?: string | null
  /** The worktree is not in its place, where alone git can look into submodules: they are as in the index. */
  moved?: boolean
}

export type Snapshot = {
  /** Object id of the commit. */
  id: string
  /** Its tree: the working files. */
  tree: string
  /** The worktree's HEAD, which the snapshot stands on; null before the first commit. */
  head: string | null
  /** Null: detached HEAD. */
  branch: string | null
  leftOut: LeftOut[]
  /** False: it is the previous one, and `ref` was not made. */
  made: boolean
}

/** What a snapshot does not hold. `bytes`: of a file that is too large. */
export type LeftOut = Missed

export type SnapshotFault = FaultOf<'git-failed' | 'worktree-gone'>

/**
 * Keeps the whole working state of a worktree as a commit under `ref`: tracked
 * and untracked files in its tree; what was staged, if anything was, in the tree
 * of a second commit; the sides of a merge under way in a third. Both are its
 * parents, beside HEAD.
 *
 * The user's index, HEAD, branches and stash are not touched, and no hook runs.
 * Costs about what `git status` does, and the hashing of what changed since the
 * last look. Not in it: ignored files, empty folders, file modes beyond the
 * executable bit, and what `leftOut` names.
 *
 * Changed files are kept byte for byte, not as `git add` would have them: what
 * line end conversion or a clean filter takes out of a file could not be brought
 * back. Of a file in LFS that changed it holds the content and not the pointer,
 * which `git lfs prune` would soon make point at nothing. Files that are as in
 * the index are what git has of them.
 */
export async function snapshotWorktree(git: Git, wish: SnapshotWish): Promise<Result<Snapshot, SnapshotFault>> {
  const { path, ref, message, largest = Number.POSITIVE_INFINITY, previous = null, moved = false } = wish
  const how = { largest, moved, stores: true }
  return withWorkingState(git, path, how, async (captured): Promise<Result<Snapshot, SnapshotFault>> => {
    const { state, store } = captured
    const { head, branch, alike, missed, digest } = state
    const found = { head, branch, leftOut: inText(missed) }
    const before = previous === null ? null : await earlier(git, captured, previous)
    if (previous !== null && before?.state === digest) {
      return ok({ ...found, id: previous, tree: before.tree, made: false })
    }
    const trailers = trailersOf({ parents: parentsOf(state), state: digest, alike, missed })
    const stored = await store({ ref, message: `${message}\n\n${trailers}` })
    if (!stored.ok) return stored
    const { tree, commit } = stored.value
    if (commit === null) return fail({ kind: 'git-failed', verb: 'fast-import', reason: 'no commit was made' })
    return ok({ ...found, id: commit, tree, made: true })
  })
}

/** What a snapshot of a worktree would not hold. Makes none. */
export function leftOutOf(git: Git, path: string): Promise<Result<LeftOut[], SnapshotFault>> {
  const take = async ({ state }: Captured): Promise<Result<LeftOut[], SnapshotFault>> => ok(inText(state.missed))
  return withWorkingState(git, path, { largest: Number.POSITIVE_INFINITY }, take)
}

const inText = (missed: readonly Missed[]): LeftOut[] => missed.map((one) => ({ ...one, path: readable(one.path) }))

/** What the worktree was like in a snapshot that is still there; null: there is none. */
async function earlier(
  git: Git,
  { place, kept }: Captured,
  id: string,
): Promise<{ state: string | null; tree: string } | null> {
  // git is asked only about a snapshot of somewhere else, or one whose pack is no more
  if (kept?.id === id && kept.pack !== null && (await hasPack(place.common, kept.pack))) return kept
  const read = await readSnapshot(git, place.path, id)
  return read.ok ? read.value : null
}
