import { constants, copyFile, stat, utimes } from 'node:fs/promises'

/**
 * Copies an index. Nothing is copied of a repository without one: nothing was
 * ever staged in it.
 *
 * Git takes a file for unchanged when its times are those in the index, unless
 * it is no older than the index itself (git's racy-git.txt): the copy must not
 * be younger than its original, or a change of the last instant is lost.
 */
export async function copyIndex(from: string, to: string): Promise<void> {
  const original = await stat(from).catch(() => null)
  if (original === null) return
  await copyFile(from, to, constants.COPYFILE_FICLONE)
  const seconds = Math.floor(original.mtimeMs / 1000)
  await utimes(to, seconds, seconds)
}
