import { chmod, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Deletes a folder with all in it, folders that are write-protected included,
 * and also while something still writes there. Links are deleted, not followed.
 * Answers whether it is gone.
 */
export async function removeFolder(path: string): Promise<boolean> {
  const remove = () =>
    rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }).then(
      () => true,
      () => false,
    )
  if (await remove()) return true
  await openFolders(path)
  return remove()
}

/** Files are deleted by the right to write their folder, so those rights are enough. */
async function openFolders(path: string): Promise<void> {
  await chmod(path, 0o700).catch(() => undefined)
  const entries = await readdir(path, { withFileTypes: true }).catch(() => [])
  for (const entry of entries) if (entry.isDirectory()) await openFolders(join(path, entry.name))
}
