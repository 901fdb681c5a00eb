import { lstat } from 'node:fs/promises'
import { join } from 'node:path'

/** A path in a folder, exact also where it is not UTF-8: `path` is bytes, one a character. */
export function placeIn(folder: string, path: string): Buffer {
  return Buffer.from(join(bytesOf(folder), path), 'latin1')
}

/** A text's bytes, one a character. */
export function bytesOf(text: string): string {
  return Buffer.from(text).toString('latin1')
}

/** The folders that a path lies in, outermost first. */
export function parentsOf(path: string): string[] {
  const parts = path.split('/')
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'))
}

/** Whether a path leads through real folders only: never through a link out of the worktree. */
export async function liesInFolders(top: string, path: string): Promise<boolean> {
  for (const parent of parentsOf(path)) {
    const there = await lstat(placeIn(top, parent)).catch(() => null)
    if (!there?.isDirectory()) return false
  }
  return true
}
