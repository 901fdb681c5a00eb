import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import type { Git } from '../git.ts'
import { type QuietRun, quietRun } from '../quiet-git.ts'
import { fileClock } from './clock.ts'
import { flush } from './flush.ts'
import { dropNotes, type Notes, noNotes, readNotes, writeNotes } from './notes.ts'
import { gatherPacks, packOf } from './packs.ts'
import { type Place, placeOf } from './place.ts'
import { privateIndex } from './private-index.ts'
import { type Keeping, type Stored, type Storing, startStoring } from './store-state.ts'
import { readWorkingState, type WorkingState } from './working-state.ts'

export type Captured = {
  place: Place
  state: WorkingState
  run: QuietRun
  /** The last snapshot that was made here. */
  kept: Notes['kept']
  /** Writes the state into the repository, as a commit where it is to be kept: that lasts once `use` is done. */
  store: (keeping: Keeping | null) => Promise<Result<Stored, FaultOf<'git-failed'>>>
}

type How = {
  /** Bytes; a larger file is left out. */
  largest: number
  /** Most likely `use` stores the state: git gets ready for it while it looks. */
  stores?: boolean
  /** Called when git is at work, for what can be done beside it. `tree`: of the last look, and most likely of this one. */
  beside?: (tree: string | null) => void
}

/**
 * Looks at a worktree and calls `use` with what it found, which is stored where
 * `use` says so. To be run in the queue of writes: two looks at one worktree
 * would be in each other's way.
 *
 * What is kept from one look to the next is believed as long as git gets on with
 * it: where anything fails, all of it is forgotten and it is tried once more.
 */
export async function withWorkingState<T, F>(
  git: Git,
  path: string,
  { moved = false, ...how }: How & { moved?: boolean },
  use: (captured: Captured) => Promise<Result<T, F>>,
): Promise<Result<T, F | FaultOf<'git-failed' | 'worktree-gone'>>> {
  try {
    const place = await placeOf(path, moved)
    if (!place.ok) return place
    const { folder } = place.value
    const [notes, clock] = await Promise.all([readNotes(folder), fileClock(folder)])
    const done = await withNotes(git, place.value, { notes, clock, ...how }, use)
    const isNew = notes.index === null && notes.last === null
    // `use` may have faults of its own kinds; this one is git's
    if (done.ok || isNew || (done.fault as { kind?: string }).kind !== 'git-failed') return done
    await dropNotes(folder)
    return await withNotes(git, place.value, { notes: noNotes(), clock, ...how }, use)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    // the disk: it is full, say
    return fail({ kind: 'git-failed', verb: 'snapshot', reason: error.message })
  }
}

async function withNotes<T, F>(
  git: Git,
  place: Place,
  { notes, clock, largest, stores = false, beside }: How & { notes: Notes; clock: number },
  use: (captured: Captured) => Promise<Result<T, F>>,
): Promise<Result<T, F | FaultOf<'git-failed'>>> {
  const run = quietRun(git, place.path, privateIndex(place))
  const lastTree = notes.last?.tree ?? null
  let storing: Storing | null = null
  const begin = () => {
    storing ??= startStoring(run, place, lastTree)
    return storing
  }
  const onLooking = () => {
    if (stores) begin()
    beside?.(lastTree)
  }
  try {
    const read = await readWorkingState(git, place, { notes, clock, largest, onLooking })
    if (!read.ok) return read
    const state = read.value
    let { last, kept } = notes
    let isStored = state.contents.size === 0
    const store: Captured['store'] = async (keeping) => {
      if (keeping === null && last?.state === state.digest) return ok({ tree: last.tree, commit: null })
      const ready = begin()
      storing = null
      const stored = await ready.store(state, { keeping, last })
      if (!stored.ok) return stored
      const { tree, commit } = stored.value
      isStored = true
      last = { state: state.digest, tree, head: state.head, files: state.files }
      if (commit !== null) {
        kept = { id: commit, state: state.digest, tree, pack: await packOf(place.common, commit) }
      }
      return stored
    }
    const done = await use({ place, state, run, kept, store })
    const isKept = kept !== notes.kept
    const next = { index: state.index, files: isStored ? state.known : notes.files, last, kept }
    await Promise.all([
      isKept && flush(place.folder),
      isKept && gatherPacks(run, place),
      done.ok && !isSame(notes, next) && writeNotes(place.folder, next),
    ])
    return done
  } finally {
    // what began to wait and got nothing
    await (storing as Storing | null)?.end()
  }
}

function isSame(a: Notes, b: Notes): boolean {
  if (a.last !== b.last || a.kept !== b.kept || a.files.size !== b.files.size) return false
  if (JSON.stringify(a.index) !== JSON.stringify(b.index)) return false
  return [...a.files].every(([path, { stat, id }]) => b.files.get(path)?.stat === stat && b.files.get(path)?.id === id)
}
