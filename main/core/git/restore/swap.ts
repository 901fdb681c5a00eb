import { randomUUID } from 'node:crypto'
import { link, mkdir, readdir, rename, rm, rmdir, unlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import type { Place } from '../capture/place.ts'
import { diskPath, lookAt, signatureOf } from '../capture/signature.ts'
import { inParallel } from '../in-parallel.ts'
import { removeFolder } from '../remove-folder.ts'
import { endJournal, readJournal, type Swap, swapFolder, writeJournal } from './journal.ts'
import { moveFile } from './move-file.ts'
import { foldersAbove, type Step } from './step.ts'

/** Where the files that come are written, laid out as in the worktree. */
export const freshFolder = (place: Place) => join(swapFolder(place), 'new')

const oldFile = (place: Place, at: number) => Buffer.from(join(swapFolder(place), 'old', String(at)))

/** Makes room for the files that come. */
export async function clearSwap(place: Place): Promise<Result<void, FaultOf<'restore-failed'>>> {
  try {
    await dropSwap(place)
    await mkdir(freshFolder(place), { recursive: true })
    await mkdir(join(swapFolder(place), 'old'))
    return ok(undefined)
  } catch (error) {
    return fail({ kind: 'restore-failed', path: place.path, reason: reasonOf(error), kept: null })
  }
}

/** Deletes what swaps have left. */
export async function dropSwap(place: Pick<Place, 'folder'>): Promise<void> {
  const name = basename(swapFolder(place))
  const left = (await readdir(place.folder)).filter((one) => one.startsWith(name))
  await Promise.all(left.map((one) => rm(join(place.folder, one), { recursive: true, force: true, maxRetries: 3 })))
}

/** Deleting takes as long as moving did, so nobody waits for it; what a crash leaves of it, `dropSwap` deletes. */
async function putAway(place: Place): Promise<void> {
  const away = `${swapFolder(place)}-${randomUUID()}`
  await rename(swapFolder(place), away)
  void removeFolder(away)
}

/**
 * Moves the files of `freshFolder` to their places, and those that were there
 * aside. Where anything goes wrong all are put back; where the app is killed
 * before the end, `undoSwap` does that.
 */
export async function swapFiles(
  place: Place,
  steps: readonly Step[],
): Promise<Result<void, FaultOf<'restore-failed' | 'files-moved'>>> {
  try {
    const journal = await journalFor(place, steps)
    await writeJournal(place, journal)
    await moveOut(place, steps)
    for (const folder of journal.emptied.toReversed()) await rmdir(diskPath(place.path, folder))
    await moveIn(place, steps, journal.made)
    await endJournal(place)
  } catch (error) {
    const undone = await undoSwap(place)
    if (!undone.ok) return undone
    if (error instanceof FileMoved) return fail({ kind: 'files-moved', path: place.path })
    return fail({ kind: 'restore-failed', path: place.path, reason: reasonOf(error), kept: null })
  }
  await removeEmptied(place, steps)
  // whatever stays there does no harm: the next restore clears it
  await putAway(place).catch(() => undefined)
  return ok(undefined)
}

class FileMoved extends Error {}

const reasonOf = (error: unknown) => (error as Error).message // node:fs throws nothing else

async function journalFor(place: Place, steps: readonly Step[]): Promise<Swap> {
  const coming = steps.filter(({ then }) => then !== null)
  const folders = foldersAbove(coming.map(({ path }) => path)).flatMap((prefix) => prefix.slice(0, -1) || [])
  const [fresh, made, emptied] = await Promise.all([
    Promise.all(steps.map(async ({ path, then }) => then && (await freshness(freshFolder(place), path)))),
    missingOf(place, folders),
    Promise.all(coming.map(({ path, folder }) => (folder ? foldersAt(place, path) : []))),
  ])
  return {
    steps: steps.map(({ path }, at) => ({ path, fresh: fresh[at] ?? null })),
    made,
    emptied: emptied.flat(),
  }
}

/** Of folders, those that are not there. What lies beyond a link is not there. */
async function missingOf(place: Place, folders: readonly string[]): Promise<string[]> {
  const sorted = folders.toSorted((a, b) => a.length - b.length)
  const found = await inParallel(sorted, atOnce, (folder) => lookAt(place.path, folder))
  const missing = new Set<string>()
  for (const [at, folder] of sorted.entries()) {
    if (missing.has(parentOf(folder)) || !found[at]?.isDirectory()) missing.add(folder)
  }
  return [...missing]
}

/** By which a file that was moved is known again. */
async function freshness(top: string, path: string): Promise<string | null> {
  const found = await lookAt(top, path)
  return found && `${found.size}:${found.mtimeNs / 1_000_000n}`
}

/** A folder and those in it, the outermost first; none where there is no folder. */
async function foldersAt(place: Place, path: string): Promise<string[]> {
  const entries = await readdir(diskPath(place.path, path), { withFileTypes: true, encoding: 'latin1' }).catch(
    () => null,
  )
  if (entries === null) return []
  const inside = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => foldersAt(place, `${path}/${entry.name}`))
  return [path, ...(await Promise.all(inside)).flat()]
}

/** A file that another takes the place of stays where it is until then, and has a second name meanwhile. */
async function moveOut(place: Place, steps: readonly Step[]): Promise<void> {
  await inParallel(steps, atOnce, async ({ path, then, seen }, at) => {
    if (seen === null) return
    const found = await lookAt(place.path, path)
    if (found === null || signatureOf(found) !== seen) throw new FileMoved()
    const [from, to] = [diskPath(place.path, path), oldFile(place, at)]
    const isLinked = then !== null && found.isFile() && (await link(from, to).then(...yes))
    if (!isLinked) await moveFile(from, to)
  })
}

/** How many files are moved at a time. */
const atOnce = 8

const yes = [() => true, () => false] as const

async function moveIn(place: Place, steps: readonly Step[], folders: readonly string[]): Promise<void> {
  for (const folder of folders) await mkdir(diskPath(place.path, folder), { recursive: true })
  await inParallel(steps, atOnce, async ({ path, then, seen }) => {
    if (then === null) return
    if (seen === null && (await lookAt(place.path, path)) !== null) throw new FileMoved()
    await moveFile(diskPath(freshFolder(place), path), diskPath(place.path, path))
  })
}

const parentOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')))

/** As git does: a folder goes with its last file. */
async function removeEmptied(place: Place, steps: readonly Step[]): Promise<void> {
  const left = foldersAbove(steps.filter(({ then }) => then === null).map(({ path }) => path))
  for (const prefix of left.toSorted((a, b) => b.length - a.length)) {
    if (prefix !== '') await rmdir(diskPath(place.path, prefix.slice(0, -1))).catch(() => undefined)
  }
}

/**
 * Puts back what a swap has moved that did not come to its end, if there is one.
 * A file that somebody has changed since then stays as it is.
 */
export async function undoSwap(place: Place): Promise<Result<void, FaultOf<'restore-failed'>>> {
  try {
    const journal = await readJournal(place)
    if (journal === null) return ok(undefined)
    await undo(place, journal)
    await dropSwap(place)
    return ok(undefined)
  } catch (error) {
    return fail({ kind: 'restore-failed', path: place.path, reason: reasonOf(error), kept: swapFolder(place) })
  }
}

async function undo(place: Place, { steps, made, emptied }: Swap): Promise<void> {
  const top = place.path
  for (const [at, { path, fresh }] of steps.entries()) {
    const hasCome = fresh !== null && (await lookAt(freshFolder(place), path)) === null
    if (!hasCome || (await freshness(top, path)) !== fresh) continue
    if (await isThere(place, at)) await moveFile(oldFile(place, at), diskPath(top, path))
    else await unlink(diskPath(top, path))
  }
  for (const folder of made.toSorted((a, b) => b.length - a.length)) {
    await rmdir(diskPath(top, folder)).catch(() => undefined)
  }
  for (const folder of emptied) await mkdir(diskPath(top, folder), { recursive: true })
  for (const [at, { path }] of steps.entries()) {
    if (!(await isThere(place, at)) || (await lookAt(top, path)) !== null) continue
    await mkdir(diskPath(top, parentOf(path)), { recursive: true })
    await moveFile(oldFile(place, at), diskPath(top, path))
  }
}

const isThere = async (place: Place, at: number) => (await lookAt(join(swapFolder(place), 'old'), String(at))) !== null
