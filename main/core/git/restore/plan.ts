import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { ok, type Result } from '../../../../preload/protocol/result.ts'
import type { Captured } from '../capture/captured.ts'
import type { Missed } from '../capture/gather.ts'
import { readSnapshot, type SnapshotCommit } from '../capture/read-snapshot.ts'
import type { Git } from '../git.ts'
import { quietGit } from '../quiet-git.ts'
import type { TreeEntry } from '../status-lines.ts'
import { type TreeChange, treeChanges } from '../tree-changes.ts'
import { ignoredThen } from './ignored-then.ts'
import { lookAtDisk } from './look-at-disk.ts'
import { covers, type Step } from './step.ts'

export type Plan = {
  /** The tree of the present state. */
  tree: string
  steps: Step[]
  /** Paths that a restore would overwrite although no snapshot has them. */
  blocked: string[]
}

/** A snapshot whose files are to come. */
export type Coming = SnapshotCommit & {
  /** The paths that were read from disk: those that it has otherwise than its index, and those that it names. */
  exact: ReadonlySet<string>
  /** How it differs from a tree that the worktree may have. */
  guess: { from: string; changes: TreeChange[] } | null
}

type Reading = Promise<Result<Coming, FaultOf<'git-failed' | 'snapshot-missing'>>>

/**
 * Reads a snapshot beside git's look at the worktree: `beside` begins it, with
 * the tree that the worktree most likely has, and `coming` has what was read.
 */
export function comingBeside(git: Git, path: string, snapshot: string) {
  let reading: Reading | null = null
  const begin = (tree: string | null): Reading => {
    reading ??= readComing(git, path, snapshot, tree)
    return reading
  }
  return { beside: (tree: string | null) => void begin(tree), coming: () => begin(null) }
}

async function readComing(git: Git, path: string, snapshot: string, from: string | null): Reading {
  const read = await readSnapshot(git, path, snapshot)
  if (!read.ok) return read
  const { tree, head, index, state } = read.value
  const quiet = quietGit(git, path, 'none')
  const staged = state === null ? null : (index ?? head ?? emptyTree[tree.length === 64 ? 'sha256' : 'sha1'])
  const [exact, changes] = await Promise.all([
    staged === null ? ok([]) : treeChanges(quiet, staged, tree),
    from === null ? null : treeChanges(quiet, from, tree),
  ])
  if (!exact.ok) return exact
  // a tree that git has cleaned away since was no good guess
  const guess = from !== null && changes?.ok ? { from, changes: changes.value } : null
  const asRead = [...exact.value.map(({ path }) => path), ...read.value.alike]
  return ok({ ...read.value, exact: new Set(asRead), guess })
}

/**
 * What has to happen for the working files to be as in a snapshot. Nothing is
 * changed. `fresh`: git has just checked the worktree out, so that it has no file
 * that the snapshot may have left out.
 */
export async function planRestore(
  git: Git,
  captured: Captured,
  { tree: then, missed, exact, guess }: Coming,
  { fresh = false } = {},
): Promise<Result<Plan, FaultOf<'git-failed'>>> {
  const { place, state } = captured
  const stored = await captured.store(null)
  if (!stored.ok) return stored
  const { tree } = stored.value
  const quiet = quietGit(git, place.path, 'none')
  const changes = guess?.from === tree ? ok(guess.changes) : await treeChanges(quiet, tree, then)
  if (!changes.ok) return changes
  const wanted = changes.value.flatMap((change) => stepOf(change, exact, missed, state.missed))
  const kept = fresh ? ok(new Set<string>()) : await ignoredThen(git, captured, wanted, exact)
  if (!kept.ok) return kept
  const steps = wanted.filter(({ path }) => !kept.value.has(path))
  const looked = await lookAtDisk(quiet, captured, steps)
  return looked.ok ? ok({ tree, ...looked.value }) : looked
}

/** git knows the empty tree without having it. */
const emptyTree = {
  sha1: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  sha256: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
}

const isModule = (entry: TreeEntry | null) => entry?.mode === '160000'

/** Nothing is done to what is out of reach: submodules, what the snapshot left out, and what nobody has a copy of. */
function stepOf(
  { path, before, after }: TreeChange,
  exact: ReadonlySet<string>,
  missedThen: readonly Missed[],
  missedNow: readonly Missed[],
): Step[] {
  const [now, then] = [before, after].map((entry) => (isModule(entry) ? null : entry)) as [
    TreeEntry | null,
    TreeEntry | null,
  ]
  if (now === null && then === null) return []
  if (missedThen.some((one) => covers(one, path))) return []
  if (then === null && missedNow.some((one) => covers(one, path))) return []
  return [{ path, now, then, exact: exact.has(path), seen: null, folder: false }]
}
