import { copyFile, lstat, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Copies a file, and makes the folder for it; what is no file, or not there, is not copied. */
export async function copyIfFile(from: Buffer, to: Buffer): Promise<void> {
  const found = await lstat(from).catch(() => null)
  if (!found?.isFile()) return
  await mkdir(Buffer.from(dirname(to.toString('latin1')), 'latin1'), { recursive: true })
  await copyFile(from, to)
}
