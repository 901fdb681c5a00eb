import { readdir } from 'node:fs/promises'
import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { ok, type Result } from '../../../../preload/protocol/result.ts'
import type { Captured } from '../capture/captured.ts'
import { readFiles } from '../capture/disk-files.ts'
import { noNotes } from '../capture/notes.ts'
import { diskPath, lookAt, signatureOf } from '../capture/signature.ts'
import { quoted } from '../capture/store-state.ts'
import { inParallel } from '../in-parallel.ts'
import type { Quiet } from '../quiet-git.ts'
import { covers, type Step } from './step.ts'

type Looked = { steps: Step[]; blocked: string[] }

/**
 * Looks at what is on disk where files would come and go. Steps that have
 * nothing to do fall away; files that no snapshot has, and that would be
 * overwritten, are named.
 */
export async function lookAtDisk(
  quiet: Quiet,
  { place, state }: Captured,
  steps: readonly Step[],
): Promise<Result<Looked, FaultOf<'git-failed'>>> {
  const top = place.path
  const found = await inParallel(steps, 16, ({ path }) => lookAt(top, path).catch(() => 'closed' as const))
  const goes = new Map<string, bigint>()
  for (const [at, { path, then }] of steps.entries()) {
    const there = found[at]
    if (then === null && there && there !== 'closed') goes.set(path, there.ino)
  }
  const goingFiles = new Set(goes.values())
  const way = wayLooker(top, goes)
  const kept: Step[] = []
  const blocked = new Set<string>()
  const alike: Step[] = []
  for (const [at, step] of steps.entries()) {
    const { path, now, then } = step
    const on = now === null ? await way(path) : clear
    // through a link that goes, something else would be seen
    const there = on.kind === 'free' ? null : (found[at] ?? null)
    if (on.kind === 'hindered') blocked.add(on.by)
    else if (there === 'closed') blocked.add(path)
    else if (now === null) {
      if (there === null) kept.push(step)
      else if (there.isDirectory()) {
        const stays = (await filesBelow(top, path)).filter((file) => !goes.has(file))
        for (const file of stays) blocked.add(file)
        if (stays.length === 0) kept.push({ ...step, folder: true })
      }
      // on a file system that takes two names for one, it is the file that goes
      else if (goingFiles.has(there.ino)) kept.push(step)
      else alike.push({ ...step, seen: signatureOf(there) })
    }
    // git was told to skip this file, and it is not there
    else if (there === null) continue
    else if (there.isDirectory() || (then !== null && state.missed.some((one) => covers(one, path)))) blocked.add(path)
    else if (step.exact && then?.mode === now.mode && !state.read.has(path))
      alike.push({ ...step, seen: signatureOf(there) })
    else kept.push({ ...step, seen: signatureOf(there) })
  }
  const compared = await compare(quiet, { top, hash: state.hash }, alike)
  if (!compared.ok) return compared
  for (const step of alike) {
    const same = compared.value.get(step.path) ?? 'differs'
    // no snapshot has the file, nor whether it may be run
    if (same !== 'same' && step.now === null) blocked.add(step.path)
    else if (same !== 'same') kept.push(step)
  }
  return ok({ steps: kept, blocked: [...blocked].sort() })
}

type Way =
  /** All folders above are there. */
  | { kind: 'clear' }
  /** One is not, or is a file that goes: nothing can be at the path. */
  | { kind: 'free' }
  /** A file, a link or a repository is where a folder would be. */
  | { kind: 'hindered'; by: string }

const clear: Way = { kind: 'clear' }

/** Tells how the way to a path is. */
function wayLooker(top: string, goes: ReadonlyMap<string, bigint>): (path: string) => Promise<Way> {
  const known = new Map<string, Promise<Way>>()
  const look = async (folder: string): Promise<Way> => {
    const found = await lookAt(top, folder).catch(() => 'closed' as const)
    if (found === null || goes.has(folder)) return { kind: 'free' }
    const isNested = found !== 'closed' && (await lookAt(top, `${folder}/.git`).catch(() => 'closed')) !== null
    return found === 'closed' || !found.isDirectory() || isNested ? { kind: 'hindered', by: folder } : clear
  }
  return async (path) => {
    for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      const folder = path.slice(0, end)
      const looked = known.get(folder) ?? look(folder)
      known.set(folder, looked)
      const way = await looked
      if (way.kind !== 'clear') return way
    }
    return clear
  }
}

async function filesBelow(top: string, path: string): Promise<string[]> {
  const entries = await readdir(diskPath(top, path), { withFileTypes: true, encoding: 'latin1' }).catch(() => null)
  if (entries === null) return [path]
  const below = entries.map((entry) => {
    const name = `${path}/${entry.name}`
    return entry.isDirectory() ? filesBelow(top, name) : [name]
  })
  return (await Promise.all(below)).flat()
}

/** Compares files on disk with what the snapshot has at their paths. `mode`: they differ in that alone. */
async function compare(
  quiet: Quiet,
  at: { top: string; hash: 'sha1' | 'sha256' },
  steps: readonly Step[],
): Promise<Result<Map<string, 'same' | 'mode' | 'differs'>, FaultOf<'git-failed'>>> {
  const reading = { ...at, largest: Number.POSITIVE_INFINITY, notes: noNotes(), clock: 0, modes: async () => true }
  const disk = await readFiles(
    reading,
    steps.map(({ path }) => ({ path, mode: null })),
  )
  // a file that git has written may be another one by then (line ends, filters)
  const written = steps.filter(({ exact, path, then }) => {
    const found = disk.get(path)
    return !exact && found?.kind === 'file' && found.entry.id !== then?.id && found.entry.mode !== '120000'
  })
  const lines = written.map(({ path }) => `${quoted(path)}\n`).join('')
  const hashed = lines === '' ? ok('') : await quiet(['hash-object', '--stdin-paths'], { stdin: lines })
  if (!hashed.ok) return hashed
  const ids = new Map(hashed.value.split('\n').map((id, index) => [written[index]?.path ?? '', id]))
  const outcomes = steps.map(({ path, then }): [string, 'same' | 'mode' | 'differs'] => {
    const found = disk.get(path)
    if (found?.kind !== 'file' || then === null) return [path, 'differs']
    const isLink = found.entry.mode === '120000'
    const isAlike = (ids.get(path) ?? found.entry.id) === then.id && isLink === (then.mode === '120000')
    if (!isAlike) return [path, 'differs']
    return [path, found.entry.mode === then.mode ? 'same' : 'mode']
  })
  return ok(new Map(outcomes))
}
