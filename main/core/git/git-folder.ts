import { lstat, readFile, realpath } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'

/**
 * The folder with HEAD and the index of the worktree at `path`: `.git`, or what
 * the file `.git` names (gitrepository-layout(5)). Null: there is none.
 *
 * Reads files only, so it costs nothing beside a run of git.
 */
export async function gitFolderOf(path: string): Promise<string | null> {
  const place = join(path, '.git')
  const found = await lstat(place).catch(() => null)
  if (found === null) return null
  if (!found.isFile()) return place
  const named = /^gitdir: (.*?)\r?\n?$/s.exec(await readFile(place, 'utf8').catch(() => ''))?.[1]
  return named === undefined ? null : resolve(path, named)
}

/**
 * The folder that all worktrees of a repository share, free of symlinks; null
 * where `path` is the top of no worktree.
 */
export async function commonFolderOf(path: string): Promise<string | null> {
  const folder = await gitFolderOf(path)
  if (folder === null) return null
  const named = await readFile(join(folder, 'commondir'), 'utf8').catch(() => null)
  const common = named === null ? folder : resolve(folder, named.replace(/\r?\n$/, ''))
  return realpath(common).catch(() => null)
}

/**
 * A path with the links of its folders followed, also where its last part does
 * not exist. `latin1`: given and answered byte for byte.
 */
export async function realPlace(path: string, encoding: 'utf8' | 'latin1' = 'utf8'): Promise<string> {
  const whole = await realpath(Buffer.from(path, encoding), encoding).catch(() => null)
  if (whole !== null) return whole
  const parent = dirname(resolve(path))
  return parent === resolve(path) ? parent : join(await realPlace(parent, encoding), resolve(path).slice(parent.length))
}

/** Whether a path is a folder or lies in it; both free of links. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way === '' || (!/^\.\.(?:[\\/]|$)/.test(way) && !isAbsolute(way))
}
