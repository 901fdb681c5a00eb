import { chmod, copyFile, lstat, lutimes, readlink, rename, symlink, unlink } from 'node:fs/promises'

/**
 * Moves a file or a link. Where the two places are on different file systems it
 * is copied beside its new place first, so that it appears there whole.
 */
export async function moveFile(from: Buffer, to: Buffer): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    const beside = Buffer.concat([to, Buffer.from('.ikigai-new')])
    await copy(from, beside).catch(async (reason: unknown) => {
      await unlink(beside).catch(() => undefined)
      throw reason
    })
    await rename(beside, to)
    await unlink(from)
  }
}

async function copy(from: Buffer, to: Buffer): Promise<void> {
  const found = await lstat(from)
  if (found.isSymbolicLink()) await symlink(await readlink(from, 'buffer'), to)
  else {
    await copyFile(from, to)
    await chmod(to, found.mode)
  }
  await lutimes(to, found.atime, found.mtime)
}
