import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import { placeIn } from '../byte-paths.ts'
import type { Git } from '../git.ts'
import { commonFolderOf, gitFolderOf } from '../git-folder.ts'
import { reachDisk } from '../reach-disk.ts'
import { foldersToMake, keepFiles } from './keep-files.ts'
import { type Touched, touchedBetween } from './touched.ts'

const landingRecord = z.object({
  worktree: z.string(),
  branch: z.string(),
  before: z.string(),
  after: z.string(),
  /** For the reflog, and to tell people: `merge oauth`. */
  action: z.string(),
  /** What makes it a merge that can be undone; null: it is none. */
  merge: z
    .object({
      source: z.string(),
      sourceId: z.string().nullable().default(null),
      strategy: z.enum(['merge', 'squash', 'rebase']),
    })
    .nullable(),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  /** Folders that the landing makes, as bytes. */
  folders: z.array(z.string()),
})

/** A branch that moves together with the worktree that has it checked out. */
export type Landing = z.infer<typeof landingRecord> & {
  /** Where its record is, and the files that it replaces. */
  folder: string
}

export type SettleFault = FaultOf<'git-failed' | 'lock-held' | 'worktree-gone' | 'worktree-busy' | 'store-failed'>

export type Settled =
  /** The branch is where it was to go. */
  | { kind: 'complete' }
  /** Somebody has moved the branch, or left it: what is in the worktree is theirs now. */
  | { kind: 'moved-on' }
  /** `written`: files had been changed. `left`: files that a person has changed since, and that were left alone. */
  | { kind: 'rolled-back'; written: boolean; left: string[] }

/** `killed`: git may have left its locks. `bootedAt`: when the system began to run, in milliseconds since 1970. */
export type Circumstances = { killed: boolean; bootedAt: number }

const prefix = 'landing-'
const recordIn = (folder: string) => join(folder, 'record.json')

/**
 * Writes down that a landing begins, and keeps the files it will replace, in
 * the repository's git folder. Once this answers, a power cut cannot undo it.
 */
export async function beginLanding(
  git: Git,
  landing: Omit<Landing, 'folder' | 'folders' | 'startedAt'>,
): Promise<
  Result<{ landing: Landing; touched: Touched[] }, FaultOf<'git-failed' | 'not-a-repository' | 'store-failed'>>
> {
  const { worktree, before, after } = landing
  const common = await commonFolderOf(worktree)
  if (common === null) return fail({ kind: 'not-a-repository', path: worktree })
  const touched = await touchedBetween(git, worktree, before, after)
  if (!touched.ok) return touched
  const parent = join(common, 'ikigai')
  await mkdir(parent, { recursive: true })
  const folder = await mkdtemp(join(parent, prefix))
  try {
    await keepFiles(worktree, touched.value, folder)
    const folders = await foldersToMake(worktree, touched.value)
    const begun = { ...landing, folders, startedAt: Date.now() }
    const fresh = join(folder, 'record.new')
    await writeFile(fresh, JSON.stringify(begun), { flush: true })
    await rename(fresh, recordIn(folder))
    await reachDisk([folder, parent])
    return ok({ landing: { ...begun, folder }, touched: touched.value })
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    return fail({ kind: 'store-failed', reason: (error as Error).message }) // node:fs throws nothing else
  }
}

/** Clears a landing away, once all that it wrote, or put back, would outlast a power cut. */
export async function endLanding(landing: Landing, touched: readonly Touched[]): Promise<void> {
  const { worktree, branch, folder } = landing
  const places = touched.map(({ path }) => placeIn(worktree, path))
  const parents = new Set(places.map((place) => dirname(place.toString('latin1'))))
  const [gitFolder, common] = await Promise.all([gitFolderOf(worktree), commonFolderOf(worktree)])
  const ours = gitFolder === null || common === null ? [] : [gitFolder, dirname(join(common, 'refs/heads', branch))]
  await reachDisk([...places, ...[...parents].map((path) => Buffer.from(path, 'latin1')), ...ours])
  await forgetLanding(folder)
}

/** Takes the record away first: without it the rest means nothing. */
export async function forgetLanding(folder: string): Promise<void> {
  await rm(recordIn(folder), { force: true })
  await reachDisk([folder])
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
}

/** The landings of a repository that have not ended. What is left of one that has not begun, or is over, goes. */
export async function openLandings(repository: string): Promise<Landing[]> {
  const common = await commonFolderOf(repository)
  if (common === null) return []
  const parent = join(common, 'ikigai')
  const found: Landing[] = []
  for (const name of await readdir(parent).catch(() => [])) {
    if (!name.startsWith(prefix)) continue
    const folder = join(parent, name)
    const text = await readFile(recordIn(folder), 'utf8').catch(() => null)
    if (text === null) await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    else found.push(...readRecord(text).map((landing) => ({ ...landing, folder })))
  }
  return found
}

/** A record that another version of Ikigai has written is left to that one. */
function readRecord(text: string): Omit<Landing, 'folder'>[] {
  try {
    const read = landingRecord.safeParse(JSON.parse(text))
    return read.success ? [read.data] : []
  } catch {
    return []
  }
}
