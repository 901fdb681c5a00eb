import { copyFile, lstat } from 'node:fs/promises'

/** Copies a file; what is no file, or not there, is not copied. */
export async function copyIfFile(from: Buffer, to: Buffer): Promise<void> {
  const found = await lstat(from).catch(() => null)
  if (found?.isFile()) await copyFile(from, to)
}
