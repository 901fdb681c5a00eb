import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Git } from './git.ts'
import { commonFolderOf, gitFolderOf, realPlace } from './git-folder.ts'
import { ignoredFolders } from './include.ts'
import { bestSubscribe, type Subscribe } from './subscribe.ts'
import { type Watch, watchTree } from './watch-tree.ts'

export type WatchEvent =
  /** Something in a worktree changed, its index included: at most 128 names, and whether there were more. */
  | { kind: 'files'; path: string; files: string[]; more: boolean }
  /** A branch, HEAD or the list of worktrees changed. */
  | { kind: 'refs' }
  /** Git's settings changed, or what it ignores: every status may be another. */
  | { kind: 'settings' }
  /** A worktree's folder went away; it is not followed any more. */
  | { kind: 'gone'; path: string }
  /** A folder cannot be watched (any more): look at it when the window comes to the front. */
  | { kind: 'blind'; path: string; reason: string }

export type Watching = {
  /** Follows these worktrees from now on, and lets go of all others. Also tries again what was lost. */
  follow: (worktrees: readonly string[]) => Promise<void>
  close: () => Promise<void>
}

/**
 * Tells what changes in the worktrees of a repository, whoever changes it, by
 * watching: nothing runs while nothing happens. Snapshots are not told of, nor
 * folders that git ignores as a whole.
 *
 * The paths in events are written as `follow` was given them.
 */
export async function watchWorktrees(
  git: Git,
  repository: string,
  on: (event: WatchEvent) => void,
  subscribe?: Subscribe,
): Promise<Watching> {
  const followed = new Map<string, Watch>()
  const use = subscribe ?? (await bestSubscribe())
  const common = (await commonFolderOf(repository)) ?? join(repository, '.git')
  let shared: Watch | null = null
  const beginShared = async () => {
    let lost = false
    const lose = (event: WatchEvent) => {
      lost = true
      shared = null
      on(event)
    }
    const watch = await watchTree({
      folder: common,
      subscribe: use,
      ignored: async () => ['objects', 'logs', 'lfs', 'modules', 'hooks', 'ikigai', 'refs/ikigai'],
      nameOf: sharedNameOf,
      changed: (names) => void tell(names),
      gone: () => lose({ kind: 'gone', path: repository }),
      blind: (reason) => lose({ kind: 'blind', path: repository, reason }),
    })
    if (!lost) shared = watch
  }
  const tell = async (names: string[]) => {
    if (names.some((name) => name === '' || name === 'refs')) on({ kind: 'refs' })
    if (names.includes('settings')) on({ kind: 'settings' })
    for (const name of names) {
      const [, id] = /^index (.*)$/.exec(name) ?? []
      const top = id === undefined ? null : await worktreeOf(common, repository, id)
      for (const path of followed.keys()) {
        if (top !== null && (await realPlace(path)) === top) on({ kind: 'files', path, files: [], more: false })
      }
    }
  }
  const begin = async (path: string) => {
    const lose = (event: WatchEvent) => {
      followed.delete(path)
      on(event)
    }
    // before it begins, so that it can be lost at once
    followed.set(path, { close: async () => undefined })
    const watch = await watchTree({
      folder: await realPlace(path),
      subscribe: use,
      ignored: async () => ['.git', '.worktrees', ...(await foldersOf(git, path))],
      nameOf: (name) => name,
      changed: (names, more) => on({ kind: 'files', path, files: names.filter((name) => name !== ''), more }),
      gone: () => lose({ kind: 'gone', path }),
      blind: (reason) => lose({ kind: 'blind', path, reason }),
    })
    if (followed.has(path)) followed.set(path, watch)
  }

  await beginShared()
  let closed = false
  let work = Promise.resolve()
  const inTurn = (job: () => Promise<void>) => {
    work = work.then(job)
    return work
  }
  const follow = async (worktrees: readonly string[]) => {
    if (closed) return
    if (shared === null) await beginShared()
    const dropped = [...followed].filter(([path]) => !worktrees.includes(path))
    for (const [path] of dropped) followed.delete(path)
    await Promise.all(dropped.map(([, watch]) => watch.close()))
    await Promise.all([...new Set(worktrees)].filter((path) => !followed.has(path)).map(begin))
  }
  return {
    follow: (worktrees) => inTurn(() => follow(worktrees)),
    close: () =>
      inTurn(async () => {
        closed = true
        const watches = [...followed.values(), shared]
        followed.clear()
        await Promise.all(watches.map((watch) => watch?.close()))
      }),
  }
}

/** A repository without a git that answers has no such folders that matter. */
async function foldersOf(git: Git, path: string): Promise<string[]> {
  const found = await ignoredFolders(git, path)
  return found.ok ? found.value.map((name) => name.replace(/\/$/, '')) : []
}

const inWorktree = /^(?:index|MERGE_HEAD|CHERRY_PICK_HEAD|REVERT_HEAD|BISECT_LOG|rebase-merge|rebase-apply|sequencer)$/
const ofAll = /^(?:HEAD|packed-refs|refs|reftable)$/
const settings = /^(?:config(?:\.worktree)?|info\/(?:exclude|attributes|sparse-checkout))$/

/** What a change in the shared git folder means: `refs`, `settings`, or `index` and whose (gitrepository-layout(5)). */
export function sharedNameOf(path: string): string | null {
  if (path.endsWith('.lock') || /^refs\/ikigai(?:\/|$)/.test(path)) return null
  const [, id = '', rest = ''] = /^worktrees\/([^/]*)\/?(.*)$/.exec(path) ?? [path, '', path]
  const [first = ''] = rest.split('/')
  if (inWorktree.test(first)) return `index ${id}`
  if (settings.test(rest)) return 'settings'
  return ofAll.test(first) || path === 'worktrees' || (id !== '' && rest === '') ? 'refs' : null
}

/** The top of the worktree that a git folder belongs to, free of links; null: it is gone. */
async function worktreeOf(common: string, repository: string, id: string): Promise<string | null> {
  if (id !== '') {
    const link = await readFile(join(common, 'worktrees', id, 'gitdir'), 'utf8').catch(() => null)
    return link === null ? null : realPlace(dirname(link.trim()))
  }
  // the repository's git folder may lie elsewhere, and `repository` may be a linked worktree
  const own = await gitFolderOf(repository)
  return realPlace(own !== null && (await realPlace(own)) === common ? repository : dirname(common))
}
