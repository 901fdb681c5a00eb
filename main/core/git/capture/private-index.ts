import { lstat, rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import type { Git } from '../git.ts'
import { inParallel } from '../in-parallel.ts'
import { copyIndex } from '../index-copy.ts'
import { failureOf, type QuietRun, quietGit, quietRun } from '../quiet-git.ts'
import { parseStatus, type StatusLine, type StatusReport, statusArguments } from '../status-lines.ts'
import { hiddenIn, revealed, showHidden } from './hidden-files.ts'
import type { Notes } from './notes.ts'
import type { Place } from './place.ts'
import { diskPath, fileSignature, indexSignature } from './signature.ts'

export type Look = {
  report: StatusReport
  /** Folders that git could not look into. */
  closed: string[]
  /** For the notes. */
  index: Notes['index']
}

type How = {
  /** The file system's time before this. */
  clock: number
  /** Called when git is at work. */
  onLooking: () => void
}

/** How often a look is begun anew when somebody stages meanwhile. */
const tries = 3

/**
 * The status of a worktree, by a copy of the user's index that is kept warm:
 * git writes what it finds out about files into the copy, so that it reads none
 * of them twice, and the user's index and its lock are left alone.
 *
 * The copy is made anew when the user's index changed, or when anything else
 * changed the copy. Files that git was told not to look at are looked at.
 */
export async function lookThrough(
  git: Git,
  place: Place,
  { notes, ...how }: How & { notes: Notes },
): Promise<Result<Look, FaultOf<'git-failed'>>> {
  const user = join(place.gitFolder, 'index')
  let known = notes.index
  for (let left = tries; ; left -= 1) {
    const of = await indexSignature(user)
    const look = await lookOnce(git, place, { known, of, ...how })
    if (!look.ok || left === 1 || (await indexSignature(user)) === of) return look
    known = null
  }
}

async function lookOnce(
  git: Git,
  place: Place,
  { known, of, clock, onLooking }: How & { known: Notes['index']; of: string },
): Promise<Result<Look, FaultOf<'git-failed'>>> {
  const index = privateIndex(place)
  const run = quietRun(git, place.path, index)
  const quiet = quietGit(git, place.path, index)
  const isWarm = known?.of === of && known.own === (await fileSignature(index))
  if (!isWarm) {
    await rm(`${index}.lock`, { force: true })
    await rm(index, { force: true })
    await copyIndex(join(place.gitFolder, 'index'), index)
  }
  const before = await fileSignature(index)
  const shown = isWarm ? await showHidden(quiet, await revealed(place.path, known?.skipped ?? [])) : ok(undefined)
  if (!shown.ok) return shown
  const looking = Promise.all([status(run, place), isWarm ? ok(null) : hiddenIn(quiet, place.path)])
  onLooking()
  const [first, hidden] = await looking
  if (!first.ok) return first
  if (!hidden.ok) return hidden
  const revealing = hidden.value?.reveal ?? []
  const reshown = await showHidden(quiet, revealing)
  if (!reshown.ok) return reshown
  const last = revealing.length > 0 ? await status(run, place) : first
  if (!last.ok) return last

  // git dates its index by when it was written: later than when it looked at the files
  let own = await fileSignature(index)
  if (own !== before) {
    await backdate(index, clock)
    own = await fileSignature(index)
  }
  const skipped = hidden.value?.skipped ?? known?.skipped ?? []
  return ok({ ...last.value, index: { of, own, skipped } })
}

export const privateIndex = (place: Place) => join(place.folder, 'index')

async function backdate(index: string, clock: number): Promise<void> {
  const seconds = Math.floor(clock / 1000)
  await utimes(index, seconds, seconds).catch(() => undefined)
}

async function status(
  run: QuietRun,
  { path, moved }: Place,
): Promise<Result<Omit<Look, 'index'>, FaultOf<'git-failed'>>> {
  // here git may write to the index: it is ours
  const wanted = moved ? [...statusArguments, '--ignore-submodules=all'] : statusArguments
  const ran = await run(wanted, { env: { GIT_OPTIONAL_LOCKS: '1' } })
  if (ran.exit !== 0) return fail(failureOf(statusArguments, ran))
  const report = parseStatus(ran.stdout)
  if (ran.stderr.includes('Too many levels of symbolic links')) report.lines.push(...(await lostInLoops(run, path)))
  const closed = [...ran.stderr.matchAll(/^warning: could not open directory '(.*?)\/?': /gms)]
  return ok({
    report,
    closed: closed.map(([, path = '']) => Buffer.from(path).toString('latin1')),
  })
}

/** Tracked files below a link that leads to itself: they are gone, and git's report passes them over. */
async function lostInLoops(run: QuietRun, top: string): Promise<StatusLine[]> {
  const listed = await run(['ls-files', '-z'])
  const names = listed.stdout.split('\0').filter((name) => name !== '')
  const lost = await inParallel(names, 16, (name) =>
    lstat(diskPath(top, name)).then(
      () => false,
      (error: NodeJS.ErrnoException) => error.code === 'ELOOP',
    ),
  )
  const gone = { head: null, index: null, staged: '.', unstaged: 'D', submodule: 'N...', mode: '000000', missing: true }
  return names.filter((_, at) => lost[at]).map((path) => ({ kind: 'changed', path, ...gone }))
}
