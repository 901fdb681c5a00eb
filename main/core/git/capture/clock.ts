import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Longer than the coarsest tick of a file system's clock: two seconds, FAT. */
const coarseTick = 3000
/** Longer than that of one which counts parts of seconds. */
const fineTick = 100

/** The time in milliseconds, by the clock that dates the files of this file system. */
export async function fileClock(folder: string): Promise<number> {
  const file = join(folder, 'clock')
  await writeFile(file, '.')
  return (await stat(file)).mtimeMs
}

/**
 * Whether a file with these times, read at `clock`, will look different once it
 * has changed. One that changed just before may change again within the same
 * tick, and look the same (git's racy-git.txt).
 */
export function isSettled(newest: number, clock: number): boolean {
  const isFine = newest % 1000 !== 0
  return newest < clock - (isFine ? fineTick : coarseTick)
}
