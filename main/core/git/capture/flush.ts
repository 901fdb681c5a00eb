import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Makes what git has handed to the disk outlast a power cut: a disk flushes all
 * or nothing, whichever file asks for it (git-config(1), `core.fsyncMethod`).
 */
export async function flush(folder: string): Promise<void> {
  await writeFile(join(folder, 'flushed'), '.', { flush: true })
}
