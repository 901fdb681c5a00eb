import { readFile, rename, stat, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Place } from '../capture/place.ts'
import { reachDisk } from '../reach-disk.ts'

/** What a swap of files is about to do, written before it does anything. Paths are latin1, byte for byte. */
const shape = z.object({
  /** Top of the worktree, and what tells its git folder from another of that name. */
  worktree: z.string(),
  owner: z.string(),
  /** `fresh`: the file that comes, as `freshness` says; null: none comes. */
  steps: z.array(z.object({ path: z.string(), fresh: z.string().nullable() })),
  /** Folders that were not there before. */
  made: z.array(z.string()),
  /** Empty folders that were there, where files come. */
  emptied: z.array(z.string()),
})

export type Journal = z.infer<typeof shape>

export type Swap = Omit<Journal, 'worktree' | 'owner'>

type Folder = Pick<Place, 'folder'>

/** Where a swap keeps its files: those to come, and those that went. */
export const swapFolder = (place: Folder) => join(place.folder, 'restoring')

const fileOf = (place: Folder) => join(swapFolder(place), 'journal.json')

/** Null: no swap was begun and not ended. */
export async function readJournal(place: Folder): Promise<Journal | null> {
  const text = await readFile(fileOf(place), 'utf8').catch(() => null)
  return text === null ? null : shape.parse(JSON.parse(text))
}

export async function writeJournal(place: Place, swap: Swap): Promise<void> {
  const journal: Journal = { ...swap, worktree: place.path, owner: await ownerOf(place) }
  await writeFile(`${fileOf(place)}.new`, JSON.stringify(journal), { flush: true })
  await rename(`${fileOf(place)}.new`, fileOf(place))
  await reachDisk([swapFolder(place)])
}

/** A worktree that was made anew under an old name has another. */
async function ownerOf({ gitFolder }: Place): Promise<string> {
  return String((await stat(gitFolder, { bigint: true })).ino)
}

/** From here on there is no way back. */
export const endJournal = (place: Place) => unlink(fileOf(place))
