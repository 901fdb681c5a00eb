import { constants, open, readdir, rm, rmdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { placeIn } from './byte-paths.ts'
import { readable } from './capture/signature.ts'
import { copyInside } from './copy-inside.ts'
import { filesWithin, isThere, mostKept } from './ignored-files.ts'

type Way = { from: string; to: string }

/**
 * Copies ignored files out of a worktree that is about to go; they are on disk
 * when it answers. A file that went meanwhile is left out. The paths are bytes, one
 * a character.
 */
export async function keepIgnored(
  files: readonly string[],
  { from, to }: Way,
): Promise<Result<void, FaultOf<'not-keepable'>>> {
  for (const path of files) {
    if ((await copied({ from, to }, path)) && (await flushed(placeIn(to, path)))) continue
    if (await isThere(placeIn(from, path)))
      return fail({ kind: 'not-keepable', path: from, what: readable(path), why: 'it could not be copied' })
  }
  return ok(undefined)
}

/** Puts kept files back into a worktree, where nothing is in their place. Answers with those that could not be. */
export async function restoreIgnored({ from, to }: Way): Promise<string[]> {
  const names = await readdir(from, 'latin1').catch(() => [])
  const left: string[] = []
  for (const name of names) {
    const files = await filesWithin(from, name, { ...mostKept })
    if (typeof files === 'string') left.push(readable(name))
    else for (const path of files) if (!(await copied({ from, to }, path))) left.push(readable(path))
  }
  return left
}

/** Deletes kept files that are back in their place, and the folders that held nothing else. */
export async function letGo(place: string): Promise<void> {
  await rm(place, { recursive: true, force: true })
  for (const folder of [dirname(place), dirname(dirname(place))]) await rmdir(folder).catch(() => undefined)
}

async function copied(way: Way, path: string): Promise<boolean> {
  return (await copyInside({ ...way, path, largest: mostKept.bytes, links: 'as-they-are' })) === 'copied'
}

/** Whether a copy has reached the disk: its original may be gone in a moment. A link is not opened. */
async function flushed(path: Buffer): Promise<boolean> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch(
    (error: NodeJS.ErrnoException) => error,
  )
  if (file instanceof Error) return file.code === 'ELOOP'
  return file
    .sync()
    .then(
      () => true,
      () => false,
    )
    .finally(() => file.close())
}
