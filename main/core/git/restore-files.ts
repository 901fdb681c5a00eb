import { lstat, readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import type { FileChange } from '../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { changesBetween } from './between.ts'
import type { Git } from './git.ts'
import { type Copied, withIndexCopy } from './index-copy.ts'
import { underwayAt } from './merge/underway.ts'
import { dropEntries, stageAll } from './stage-all.ts'

export type RestoreWish = {
  /** Top of the worktree. */
  path: string
  /** The snapshot's object id. */
  snapshot: string
  /** Bytes; larger files are in no snapshot, and a restore leaves them alone. */
  largest: number
  /** Files that the snapshot left out: they stay as they are now. */
  spared: readonly string[]
}

export type RestorePreview = {
  /** Tree of the working files as they are now. */
  tree: string
  files: FileChange[]
  /** Where something is that git does not track and a file would come back. */
  blocked: string[]
}

type RestoreFault = FaultOf<'git-failed' | 'worktree-gone' | 'files-moved' | 'restore-in-the-way' | 'underway'>

/** What a restore would change, from now to then. Touches nothing. */
export function previewRestore(git: Git, wish: RestoreWish): Promise<Result<RestorePreview, RestoreFault>> {
  return withIndexCopy(git, wish.path, (copied) => look(git, copied, wish))
}

/**
 * Brings the working files to what a snapshot holds. Index, HEAD, branches and
 * stash stay as they are, and so do ignored files, files too large for a
 * snapshot, and whatever is inside a submodule or a nested repository. Where one
 * of those is in the way, nothing happens and it is named.
 *
 * `expected`: tree of the working files as the person saw them; with another one
 * nothing happens. Where git fails in the middle, the files go back.
 */
export function restoreFiles(
  git: Git,
  wish: RestoreWish & { expected: string | null },
): Promise<Result<void, RestoreFault>> {
  return withIndexCopy(git, wish.path, async (copied): Promise<Result<void, RestoreFault>> => {
    const seen = await look(git, copied, wish)
    if (!seen.ok) return seen
    const { tree, blocked } = seen.value
    if (wish.expected !== null && tree !== wish.expected) return fail({ kind: 'files-moved', path: wish.path })
    if (blocked.length > 0) return fail({ kind: 'restore-in-the-way', path: wish.path, files: blocked })
    const dropped = await dropEntries(copied.quiet, wish.spared.map(toLatin1))
    if (!dropped.ok) return dropped
    const files = await copied.quiet(['read-tree', '--reset', '-u', `${wish.snapshot}^{tree}`])
    if (files.ok) return ok(undefined)
    await copied.quiet(['read-tree', '--reset', '-u', tree])
    return files
  })
}

/**
 * Moves the branch that is checked out back to where a snapshot's HEAD was, and
 * with `files` the files with it. The commits that it loses stay in the snapshot
 * of the state before, which the caller has taken.
 */
export async function restoreBranch(
  git: Git,
  wish: RestoreWish & { expected: string | null; head: string; files: boolean },
): Promise<Result<void, RestoreFault>> {
  const { path, head } = wish
  const what = await underwayAt(path)
  if (what !== null) return fail({ kind: 'underway', path, what })
  const restored = wish.files ? await restoreFiles(git, wish) : ok(undefined)
  if (!restored.ok) return restored
  return withIndexCopy(git, path, async ({ quiet, gitFolder }): Promise<Result<void, RestoreFault>> => {
    const moved = await quiet(['update-ref', '-m', 'rewind', 'HEAD', head])
    if (!moved.ok) return moved
    const own = { env: { GIT_INDEX_FILE: join(gitFolder, 'index') } }
    const index = await quiet(['read-tree', '--reset', head], own)
    if (!index.ok) return index
    // it only takes the times of files over, and fails to say that some differ
    await quiet(['update-index', '-q', '--refresh'], own)
    return ok(undefined)
  })
}

/** Puts the present state into the copied index, and compares it with the snapshot. */
async function look(
  git: Git,
  copied: Copied,
  { path, snapshot, largest, spared }: RestoreWish,
): Promise<Result<RestorePreview, RestoreFault>> {
  const staged = await stageAll(copied, path, largest)
  if (!staged.ok) return staged
  const written = await copied.quiet(['write-tree'])
  if (!written.ok) return written
  const tree = written.value.trim()
  const changes = await changesBetween(git, path, tree, snapshot)
  if (!changes.ok) return changes
  const files = changes.value.filter((change) => !(change.status === 'D' && spared.includes(change.path)))
  const leftOut = new Set(staged.value.map((one) => one.path))
  const arriving = files.filter(({ status }) => status === 'A' || status === 'R' || status === 'C')
  const going = new Set(files.flatMap((file) => [file.status === 'D' ? file.path : '', file.from ?? '']))
  const there = await Promise.all(
    arriving.map(async (file) => ((await isTaken(path, file.path, going)) ? file.path : null)),
  )
  const blocked = [
    ...there.filter((one) => one !== null),
    ...files.map((one) => one.path).filter((one) => leftOut.has(one)),
  ]
  return ok({ tree, files, blocked: [...new Set(blocked)] })
}

const toLatin1 = (path: string) => Buffer.from(path).toString('latin1')

/** Whether something is at a path that will not have gone by then: a file, or a folder with one in it. */
async function isTaken(top: string, path: string, going: ReadonlySet<string>): Promise<boolean> {
  const found = await lstat(join(top, path)).catch(() => null)
  if (found === null) return false
  if (!found.isDirectory()) return true
  const inside = await readdir(join(top, path), { recursive: true, withFileTypes: true }).catch(() => [])
  return inside.some((one) => !one.isDirectory() && !going.has(relative(top, join(one.parentPath, one.name))))
}
