import { constants, copyFile, lstat, mkdir, readlink, symlink } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { realPlace } from './git-folder.ts'

export type CopyOutcome = 'copied' | 'too-large' | 'exists' | 'leads-out' | 'unreadable'

/**
 * Copies one file from a folder to the same place in another. What exists there
 * stays; a link is copied as one if it is relative and stays inside, unless links
 * are wanted `as-they-are`; no link in the way leads the copy out.
 */
export async function copyInside(at: {
  from: string
  to: string
  path: string
  largest: number
  links?: 'as-they-are'
}): Promise<CopyOutcome> {
  const [source, target] = [join(at.from, at.path), join(at.to, at.path)]
  const found = await lstat(source).catch(() => null)
  if (found === null || (!found.isFile() && !found.isSymbolicLink())) return 'unreadable'
  if (found.isFile() && found.size > at.largest) return 'too-large'
  if (!isWithin(await realPlace(at.to), await realPlace(dirname(target)))) return 'leads-out'
  try {
    await mkdir(dirname(target), { recursive: true })
    if (found.isFile()) {
      await copyFile(source, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
      return 'copied'
    }
    const link = await readlink(source)
    const leads = isAbsolute(link) || !isWithin(at.from, resolve(dirname(source), link))
    if (leads && at.links !== 'as-they-are') return 'leads-out'
    await symlink(link, target)
    return 'copied'
  } catch (error) {
    // ENOTDIR and EISDIR: a file is where the copy has a folder, or the other way round
    const code = error instanceof Error && 'code' in error ? error.code : ''
    return code === 'EEXIST' || code === 'ENOTDIR' || code === 'EISDIR' ? 'exists' : 'unreadable'
  }
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way === '' || (!/^\.\.(?:[\\/]|$)/.test(way) && !isAbsolute(way))
}
