import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Changes } from './gather.ts'

/** What is kept of one look at a worktree for the next, so that the next costs less. Without notes it costs more. */
export type Notes = {
  /** The private index: a copy of the user's, with what git found out about files since. */
  index: {
    /** Signature of the user's index when it was copied, and of the copy as it was left; null: there was none. */
    of: string
    own: string | null
    /** Paths that git was told to skip, and that were not there. */
    skipped: string[]
  } | null
  /** Files that differ from the index, by path: their blobs are in the repository. */
  files: Map<string, KnownFile>
  /** The last state that was looked at, by its digest, and the tree that it makes. */
  last: LastState | null
  /** The last snapshot that was made here, and the pack that has its commit. */
  kept: { id: string; state: string; tree: string; pack: string | null } | null
}

/** `files`: how it differs from `head`, which the next tree can be made from with less work. */
export type LastState = { state: string; tree: string; head: string | null; files: Changes }

/** `stat`: what `signatureOf` said of the file when it was read. */
export type KnownFile = { stat: string; id: string }

export const noNotes = (): Notes => ({ index: null, files: new Map(), last: null, kept: null })

const shape = z.object({
  version: z.literal(3),
  index: z.object({ of: z.string(), own: z.string().nullable(), skipped: z.array(z.string()) }).nullable(),
  files: z.array(z.tuple([z.string(), z.string(), z.string()])),
  last: z
    .object({
      state: z.string(),
      tree: z.string(),
      head: z.string().nullable(),
      files: z.array(z.tuple([z.string(), z.object({ mode: z.string(), id: z.string() }).nullable()])),
    })
    .nullable(),
  kept: z.object({ id: z.string(), state: z.string(), tree: z.string(), pack: z.string().nullable() }).nullable(),
})

/** Reads the notes; damaged or missing ones are none. */
export async function readNotes(folder: string): Promise<Notes> {
  try {
    const { files, last, ...rest } = shape.parse(JSON.parse(await readFile(join(folder, name), 'utf8')))
    return {
      ...rest,
      files: new Map(files.map(([path, stat, id]) => [path, { stat, id }])),
      last: last && { ...last, files: new Map(last.files) },
    }
  } catch {
    return noNotes()
  }
}

/** Where the disk refuses, the next look costs more. */
export async function writeNotes(folder: string, { files, last, ...rest }: Notes): Promise<void> {
  const known = [...files].map(([path, { stat, id }]) => [path, stat, id])
  const fresh = join(folder, `${name}.new`)
  const written = { version: 3, ...rest, files: known, last: last && { ...last, files: [...last.files] } }
  await writeFile(fresh, JSON.stringify(written))
    .then(() => rename(fresh, join(folder, name)))
    .catch(() => dropNotes(folder))
}

export async function dropNotes(folder: string): Promise<void> {
  await rm(join(folder, name), { force: true }).catch(() => undefined)
}

const name = 'notes.json'
