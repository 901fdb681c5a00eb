import { constants, copyFile, lstat, mkdir, readlink, symlink } from 'node:fs/promises'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { bytesOf, placeIn } from './byte-paths.ts'
import { isWithin, realPlace } from './git-folder.ts'

export type CopyOutcome = 'copied' | 'too-large' | 'exists' | 'leads-out' | 'unreadable'

/**
 * Copies one file from a folder to the same place in another. What exists there
 * stays; a link is copied as one if it is relative and stays inside, unless links
 * are wanted `as-they-are`; no link in the way leads the copy out. `path` is
 * bytes, one a character.
 */
export async function copyInside(at: {
  from: string
  to: string
  path: string
  largest: number
  links?: 'as-they-are'
}): Promise<CopyOutcome> {
  const [from, to] = [bytesOf(at.from), bytesOf(at.to)]
  const [source, target] = [placeIn(at.from, at.path), placeIn(at.to, at.path)]
  const folder = dirname(join(to, at.path))
  const found = await lstat(source).catch(() => null)
  if (found === null || (!found.isFile() && !found.isSymbolicLink())) return 'unreadable'
  if (found.isFile() && found.size > at.largest) return 'too-large'
  if (!isWithin(await realPlace(to, 'latin1'), await realPlace(folder, 'latin1'))) return 'leads-out'
  try {
    await mkdir(Buffer.from(folder, 'latin1'), { recursive: true })
    if (found.isFile()) {
      await copyFile(source, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
      return 'copied'
    }
    const link = await readlink(source, 'latin1')
    const leads = isAbsolute(link) || !isWithin(from, resolve(dirname(join(from, at.path)), link))
    if (leads && at.links !== 'as-they-are') return 'leads-out'
    await symlink(Buffer.from(link, 'latin1'), target)
    return 'copied'
  } catch (error) {
    // ENOTDIR and EISDIR: a file is where the copy has a folder, or the other way round
    const code = error instanceof Error && 'code' in error ? error.code : ''
    return code === 'EEXIST' || code === 'ENOTDIR' || code === 'EISDIR' ? 'exists' : 'unreadable'
  }
}
