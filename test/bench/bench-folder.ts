import { temporaryFolder } from '../helpers/temporary.ts'

const made: { remove: () => void }[] = []

/**
 * A folder of its own, which stays until all is measured. Where a disk has no
 * journal, ext4 gives the inodes of deleted files to nobody for some minutes, and
 * passing them over makes the next files take several times as long.
 */
export function benchFolder(): string {
  const folder = temporaryFolder()
  made.push(folder)
  return folder.path
}

/** Takes all of them away. */
export function removeFolders(): void {
  for (const folder of made.splice(0)) folder.remove()
}
