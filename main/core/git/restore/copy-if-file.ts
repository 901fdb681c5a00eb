import { copyFile, mkdir } from 'node:fs/promises'
import { posix } from 'node:path'
import { diskPath, lookAt } from '../capture/signature.ts'

/**
 * Copies a file to its place below another folder, and makes the folders for it;
 * what is no file, or not there, is not copied. `path` is latin1, byte for byte.
 */
export async function copyIfFile(path: string, { from, to }: { from: string; to: string }): Promise<void> {
  const found = await lookAt(from, path).catch(() => null)
  if (!found?.isFile()) return
  await mkdir(diskPath(to, posix.dirname(path)), { recursive: true })
  await copyFile(diskPath(from, path), diskPath(to, path))
}
