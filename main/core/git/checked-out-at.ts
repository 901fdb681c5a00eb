import { lstat, readdir, readFile, realpath } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { ok, type Result } from '../../../preload/protocol/result.ts'
import { branchBehind } from './branch-behind.ts'
import type { Git } from './git.ts'
import { commonFolderOf, gitFolderOf } from './git-folder.ts'
import { listWorktrees } from './worktree-list.ts'

/**
 * The folder of the worktree that has a branch checked out, whoever made it;
 * null: none has. A worktree whose folder is gone counts for nothing. A name
 * that stands for another branch is checked out where that one is. Of several
 * (`git worktree add --force`) it is the first.
 */
export async function checkedOutAt(
  git: Git,
  repository: string,
  branch: string,
): Promise<Result<string | null, FaultOf<'git-failed'>>> {
  const places = await placesOf(git, repository, branch)
  return places.ok ? ok(places.value[0] ?? null) : places
}

/**
 * All of those folders.
 *
 * Git's own files tell in nearly every repository, at a fraction of what a run of git costs.
 */
export async function placesOf(
  git: Git,
  repository: string,
  branch: string,
): Promise<Result<string[], FaultOf<'git-failed'>>> {
  const common = await commonFolderOf(repository)
  const meant = common === null ? branch : await branchBehind(common, branch)
  const read = common === null ? 'unclear' : await readPlace(repository, common, meant)
  if (read !== 'unclear') return ok(read === null ? [] : [read])
  const worktrees = await listWorktrees(git, repository)
  if (!worktrees.ok) return worktrees
  const there = worktrees.value.filter((worktree) => worktree.branch === meant && !worktree.prunable)
  return ok(there.map(({ path }) => path))
}

/** As gitrepository-layout(5) has it; `unclear` wherever a worktree is anything but plain. */
async function readPlace(repository: string, common: string, branch: string): Promise<string | null | 'unclear'> {
  const linked = await readdir(join(common, 'worktrees')).catch(() => [])
  const folders = [common, ...linked.map((id) => join(common, 'worktrees', id))]
  const heads = await Promise.all(folders.map(readHead))
  if (heads.includes(null)) return 'unclear'
  const names = heads.map((head) => /^ref: refs\/heads\/(.+)$/s.exec(head ?? '')?.[1])
  const branches = await Promise.all(names.map((name) => name && branchBehind(common, name)))
  const [folder, ...others] = folders.filter((_, at) => branches[at] === branch)
  if (folder === undefined) return null
  if (others.length > 0) return 'unclear'
  if (folder !== common) {
    const link = await readFile(join(folder, 'gitdir'), 'utf8').catch(() => '')
    const place = resolve(folder, link.replace(/\r?\n$/, ''))
    return link !== '' && (await exists(place)) ? dirname(place) : 'unclear'
  }
  // of a linked worktree alone it is not known where the repository's own is, or whether it is bare
  const own = await gitFolderOf(repository)
  const real = own === null ? null : await realpath(own).catch(() => null)
  return real === common ? repository : 'unclear'
}

/** What HEAD says; null: it is a link, cannot be read, or stands for refs that are kept elsewhere (reftable). */
async function readHead(folder: string): Promise<string | null> {
  const path = join(folder, 'HEAD')
  const found = await lstat(path).catch(() => null)
  const text = found?.isFile() ? await readFile(path, 'utf8').catch(() => null) : null
  return text === null || text.includes('refs/heads/.invalid') ? null : text.replace(/\r?\n$/, '')
}

const exists = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  )
