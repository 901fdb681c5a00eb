import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { ok, type Result } from '../../../preload/protocol/result.ts'
import type { Git } from './git.ts'
import { type Copied, withIndexCopy } from './index-copy.ts'
import { commitTree, indexCommit, mergeCommit } from './index-state.ts'
import { type LeftOut, stageAll } from './stage-all.ts'
import { statusArguments } from './status-lines.ts'

export type SnapshotWish = {
  /** Top of the worktree. */
  path: string
  /** Full name below `refs/ikigai/`; it must not exist yet. */
  ref: string
  message: string
  /** Bytes; a larger file is left out. */
  largest?: number
  previous?: string | null
  /** The worktree is not in its place, where alone git can look into submodules: they are as in the index. */
  moved?: boolean
}

export type Snapshot = {
  /** Object id of the commit. */
  id: string
  tree: string
  branch: string | null
  made: boolean
  /** The worktree's HEAD, which the snapshot stands on; null before the first commit. */
  head: string | null
  leftOut: LeftOut[]
}

export type SnapshotFault = FaultOf<'git-failed' | 'worktree-gone'>

/** What the parents of a snapshot are, in their order, as its message says in its last line. */
export type ParentKind = 'head' | 'index' | 'merge'
const kinds: readonly ParentKind[] = ['head', 'index', 'merge']
export const parentsKey = 'Ikigai-Parents'

/**
 * Keeps the whole working state of a worktree as a commit under `ref`: tracked
 * and untracked files in its tree; what was staged, if anything was, in the tree
 * of a second commit; the sides of a merge under way in a third. Both are its
 * parents, beside HEAD.
 *
 * The user's index, HEAD, branches and stash are not touched, and no hook runs.
 * Costs about what `git status` does, and the hashing of what changed. Not in
 * it: ignored files, empty folders, file modes beyond the executable bit, and
 * what `leftOut` names.
 */
export async function snapshotWorktree(git: Git, wish: SnapshotWish): Promise<Result<Snapshot, SnapshotFault>> {
  const { path, ref, largest = Number.POSITIVE_INFINITY } = wish
  const status = wish.moved ? [...statusArguments, '--ignore-submodules=all'] : statusArguments
  const take = async (copied: Copied): Promise<Result<Snapshot, SnapshotFault>> => {
    const { quiet, report } = copied
    const merge = await mergeCommit(copied)
    if (!merge.ok) return merge
    const index = await indexCommit(copied)
    if (!index.ok) return index
    const leftOut = await stageAll(copied, path, largest)
    if (!leftOut.ok) return leftOut
    const tree = await quiet(['write-tree'])
    if (!tree.ok) return tree

    const parents = { head: report.head, index: index.value, merge: merge.value }
    const there = kinds.filter((kind) => parents[kind] !== null)
    const all = there.flatMap((kind) => parents[kind] ?? [])
    const message = `${wish.message}\n\n${parentsKey}: ${there.join(' ')}`
    const commit = await commitTree(quiet, tree.value.trim(), all, message)
    if (!commit.ok) return commit
    // with the empty old value git refuses a ref that exists (git-update-ref(1))
    const kept = await quiet(['update-ref', ref, commit.value, ''])
    return kept.ok
      ? ok({
          id: commit.value,
          tree: tree.value.trim(),
          branch: report.branch,
          made: true,
          head: report.head,
          leftOut: leftOut.value,
        })
      : kept
  }
  return withIndexCopy(git, path, take, status)
}
