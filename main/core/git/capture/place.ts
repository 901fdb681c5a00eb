import { mkdir, readdir, realpath, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import { commonFolderOf, gitFolderOf } from '../git-folder.ts'

/** A worktree, and where the app keeps what it knows of it. */
export type Place = {
  path: string
  gitFolder: string
  common: string
  /** It is not where git knows it to be: there alone git could look into its submodules, which count as in the index. */
  moved: boolean
  /** The app's own, below the shared git folder. All in it can be deleted at any time. */
  folder: string
}

/** Where the folders of all worktrees of a repository lie. */
export const placesIn = (common: string) => join(common, 'ikigai', 'worktrees')

/** The name of no linked worktree: git lets none begin with a dot. */
const ofMain = '.main'

/** The git folder of the worktree that a folder in `placesIn` is about. */
export const gitFolderAt = (common: string, name: string) =>
  name === ofMain ? common : join(common, 'worktrees', name)

export async function placeOf(path: string, moved = false): Promise<Result<Place, FaultOf<'worktree-gone'>>> {
  const [gitFolder, common] = await Promise.all([gitFolderOf(path), commonFolderOf(path)])
  if (gitFolder === null || common === null) return fail({ kind: 'worktree-gone', path })
  const isMain = (await realpath(gitFolder).catch(() => gitFolder)) === common
  const all = placesIn(common)
  const folder = join(all, isMain ? ofMain : basename(gitFolder))
  if ((await mkdir(folder, { recursive: true })) !== undefined) await sweep(all, common)
  return ok({ path, gitFolder, common, moved, folder })
}

/** Takes away what is left of worktrees that are gone. */
async function sweep(all: string, common: string): Promise<void> {
  const there = new Set([ofMain, ...(await readdir(join(common, 'worktrees')).catch(() => []))])
  for (const name of await readdir(all)) {
    if (!there.has(name)) await rm(join(all, name), { recursive: true, force: true })
  }
}
