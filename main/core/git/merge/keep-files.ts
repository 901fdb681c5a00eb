import { constants, copyFile, link, lstat, mkdir, readlink, symlink, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { liesInFolders, parentsOf, placeIn } from '../byte-paths.ts'
import { isFile, type Touched } from './touched.ts'

type Place = string | Buffer

/** Where the file of a touched path is kept: by its place in the list. */
export const keptAt = (folder: string, index: number) => join(folder, String(index))

/**
 * Keeps the files that a landing is about to replace, as they are on disk to
 * the byte: git would not write the same bytes again where line ends or filters
 * are in play. Git replaces files and never writes into one, so a second name
 * for the file does, and costs nothing. Of a submodule it is kept that there is
 * a folder.
 */
export async function keepFiles(worktree: string, touched: readonly Touched[], folder: string): Promise<void> {
  await Promise.all(
    touched.map(async ({ path, before }, index) => {
      if (before === null || !(await liesInFolders(worktree, path))) return
      await doubleFile(placeIn(worktree, path), keptAt(folder, index))
    }),
  )
}

/**
 * Gives a file or link a second name, on another disk a copy; for a folder an
 * empty one. What is not there is passed over; throws where something has that name.
 */
export async function doubleFile(from: Place, to: Place): Promise<void> {
  const there = await lstat(from).catch(() => null)
  // a second name for a link would on some systems be one for what it leads to
  if (there?.isSymbolicLink()) return symlink(await readlink(from, 'buffer'), to)
  if (there?.isDirectory()) return mkdir(to)
  if (!there?.isFile()) return
  try {
    await link(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error // node:fs throws nothing else
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
    await utimes(to, there.atime, there.mtime)
  }
}

/** The folders that a landing will make: for each path the outermost one that is not there. */
export async function foldersToMake(worktree: string, touched: readonly Touched[]): Promise<string[]> {
  const made = new Set<string>()
  for (const { path, after } of touched) {
    if (after === null) continue
    const folders = isFile(after) ? parentsOf(path) : [...parentsOf(path), path]
    const missing = await firstMissing(worktree, folders)
    if (missing !== null) made.add(missing)
  }
  return [...made]
}

async function firstMissing(worktree: string, folders: readonly string[]): Promise<string | null> {
  for (const folder of folders) {
    const there = await lstat(placeIn(worktree, folder)).catch(() => null)
    if (!there?.isDirectory()) return folder
  }
  return null
}
