import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { commonFolderOf, realPlace } from './git-folder.ts'

/**
 * Keeps a folder inside the repository out of `git status` in every worktree,
 * through `info/exclude` of the shared git folder (gitignore(5)): never through
 * a file that the user commits. Adds one line once, and keeps every byte there was.
 *
 * A folder outside the repository needs nothing. Throws only where the disk does.
 */
export async function excludeFolder(repository: string, folder: string): Promise<void> {
  const places = [commonFolderOf(repository), realPlace(repository), realPlace(folder)] as const
  const [common, top, real] = await Promise.all(places)
  const inside = relative(top, real)
  if (common === null || inside === '' || inside.startsWith('..')) return
  const line = `/${escaped(inside.split(sep).join('/'))}/`
  const file = join(common, 'info', 'exclude')
  const present = await readFile(file, 'utf8').catch(() => '')
  if (present.split(/\r?\n/).includes(line)) return
  await mkdir(dirname(file), { recursive: true })
  await appendFile(file, `${present === '' || present.endsWith('\n') ? '' : '\n'}${line}\n`)
}

/** A path as a pattern that means it alone. */
export function escaped(path: string): string {
  return path.replace(/[\\*?[\]]/g, '\\$&').replace(/ +$/, (spaces) => spaces.replace(/ /g, '\\ '))
}
