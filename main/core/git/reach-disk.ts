import { constants, type PathLike } from 'node:fs'
import { open } from 'node:fs/promises'

const atOnce = 8
/** Never through a link, and never waiting for the other end of a pipe. */
const asItIs = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/**
 * Returns once files and folders would outlast a power cut. Of a folder that
 * means the names in it. What is not there, or is of a system that cannot do
 * this, is passed over.
 */
export async function reachDisk(places: readonly PathLike[]): Promise<void> {
  const waiting = [...places]
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await sync(next)
    }),
  )
}

async function sync(place: PathLike): Promise<void> {
  const file = await open(place, asItIs).catch(() => null)
  await file?.sync().catch(() => undefined)
  await file?.close()
}
