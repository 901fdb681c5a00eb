import { lstat, mkdir, rmdir, unlink } from 'node:fs/promises'
import { liesInFolders, parentsOf, placeIn } from '../byte-paths.ts'
import { compareFiles } from '../compare-files.ts'
import { doubleFile } from './keep-files.ts'
import { isFile, type Touched } from './touched.ts'

type Place = string | Buffer

/** Where the two versions of a file lie, the one that may be there and the one that is to be there. */
type Versions = { from: Place; to: Place }

/** What it takes to bring files to a version. Names are bytes, one a character. */
export type FilePlan = {
  wrong: Wrong[]
  /** Those that are neither version: a person has changed them since. */
  others: string[]
}

/** A file that is not as it is to be: whether something has to go, and what is to be there; null: nothing. */
type Wrong = { path: string; there: boolean; wanted: Place | null }

/**
 * How files of a worktree get from one version to another, whatever part of the
 * way they have come. Touches nothing.
 *
 * Only a file that is one of the two versions, a torn one of them or missing is
 * to be replaced; everything else is somebody's work.
 */
export async function planFiles(
  worktree: string,
  touched: readonly Touched[],
  versionsOf: (index: number, path: string) => Versions,
): Promise<FilePlan> {
  const plan: FilePlan = { wrong: [], others: [] }
  for (const [index, { path }] of touched.entries()) {
    const standing = await standingOf(worktree, path, versionsOf(index, path))
    if (standing === 'other') plan.others.push(path)
    else if (standing !== 'right') plan.wrong.push({ path, ...standing })
  }
  return plan
}

/**
 * Brings the files to the version that was planned for, and removes `folders`
 * where they are empty then. Answers with the files that were left alone.
 */
export async function carryOut(
  worktree: string,
  touched: readonly Touched[],
  { wrong, others }: FilePlan,
  folders: readonly string[],
): Promise<string[]> {
  const left = [...others]
  for (const { path, there } of wrong) if (there) await unlink(placeIn(worktree, path))
  for (const { path, after } of touched) {
    if (after !== null)
      await removeEmpty(worktree, isFile(after) ? parentsOf(path) : [...parentsOf(path), path], folders)
  }
  for (const { path, wanted } of wrong) if (wanted !== null && !(await put(worktree, path, wanted))) left.push(path)
  return left.map((path) => Buffer.from(path, 'latin1').toString()).sort()
}

async function standingOf(
  worktree: string,
  path: string,
  { from, to }: Versions,
): Promise<'right' | 'other' | Omit<Wrong, 'path'>> {
  const place = placeIn(worktree, path)
  const [found, source, target] = await Promise.all([foundAt(worktree, path), lookAt(from), lookAt(to)])
  const wanted = target === null ? null : to
  if (found !== 'file') {
    // a folder in the place of a file is seen to as files are put back
    const right = target === null || (target === 'folder' && found === 'folder')
    return right ? 'right' : { there: false, wanted }
  }
  const likeTo = target === 'file' ? await compareFiles(place, to) : 'other'
  if (likeTo === 'same') return 'right'
  const likeFrom = source === 'file' ? await compareFiles(place, from) : 'other'
  return likeTo === 'other' && likeFrom === 'other' ? 'other' : { there: true, wanted }
}

type Kind = 'file' | 'folder' | null

/** What is at a path; a link counts as a file. What lies beyond a link is not there. */
async function foundAt(worktree: string, path: string): Promise<Kind> {
  return (await liesInFolders(worktree, path)) ? lookAt(placeIn(worktree, path)) : null
}

const lookAt = (place: Place): Promise<Kind> =>
  lstat(place).then(
    (there) => (there.isDirectory() ? 'folder' : 'file'),
    () => null,
  )

/** Puts a version in its place; false where somebody has put something there. */
async function put(worktree: string, path: string, version: Place): Promise<boolean> {
  try {
    for (const parent of parentsOf(path)) {
      // one by one: a link in the place of a folder is not to be followed
      if (!(await liesInFolders(worktree, parent))) return false
      await mkdir(placeIn(worktree, parent)).catch(unlessThere)
    }
    if (!(await liesInFolders(worktree, path))) return false
    await doubleFile(version, placeIn(worktree, path))
    return true
  } catch (error) {
    unlessThere(error as NodeJS.ErrnoException) // node:fs throws nothing else
    return false
  }
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

/** Removes those of `parents` that are or lie in `folders`, innermost first, as far as they are empty. */
async function removeEmpty(worktree: string, parents: readonly string[], folders: readonly string[]): Promise<void> {
  for (const parent of parents.toReversed()) {
    if (!folders.some((made) => parent === made || parent.startsWith(`${made}/`))) return
    if (!(await liesInFolders(worktree, parent))) continue
    await rmdir(placeIn(worktree, parent)).catch(() => undefined) // it is not empty, or not there
  }
}
