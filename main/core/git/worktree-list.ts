import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { type Git, reasonOf } from './git.ts'
import { commonFolderOf, realPlace } from './git-folder.ts'

export type Worktree = {
  path: string
  /** The repository's own, which cannot be removed. */
  main: boolean
  /** Object id; null before the first commit and for a bare repository. */
  head: string | null
  /** Null: detached HEAD. */
  branch: string | null
  /** Why somebody locked it, perhaps without a word; null: not locked. */
  locked: string | null
  /** Its folder is gone. */
  prunable: boolean
}

/** All worktrees of the repository that `directory` is in, its own first (git-worktree(1), porcelain format). */
export async function listWorktrees(git: Git, directory: string): Promise<Result<Worktree[], FaultOf<'git-failed'>>> {
  const run = await git(directory, ['worktree', 'list', '--porcelain', '-z'])
  if (run.exit !== 0) return fail({ kind: 'git-failed', verb: 'worktree list', reason: reasonOf(run) })
  return ok(parseWorktrees(run.stdout))
}

/** The worktree at a path, however the path is written, also when its folder is gone. */
export async function worktreeAt(worktrees: readonly Worktree[], path: string): Promise<Worktree | null> {
  const real = await realPlace(path)
  for (const worktree of worktrees) {
    if (worktree.path === path || (await realPlace(worktree.path)) === real) return worktree
  }
  return null
}

/**
 * Whether git has a linked worktree at a path on its list, also when its folder
 * is gone (gitrepository-layout(5), worktrees/<id>/gitdir). Reads files only.
 */
export async function isListed({ repository, path }: { repository: string; path: string }): Promise<boolean> {
  const common = await commonFolderOf(repository)
  if (common === null) return true // git itself has to say
  const [real, ids] = await Promise.all([realPlace(path), readdir(join(common, 'worktrees')).catch(() => [])])
  const places = await Promise.all(
    ids.map(async (id) => {
      const record = join(common, 'worktrees', id)
      const link = await readFile(join(record, 'gitdir'), 'utf8').catch(() => '')
      return realPlace(dirname(resolve(record, link.replace(/\r?\n$/, ''))))
    }),
  )
  return places.includes(real)
}

function parseWorktrees(output: string): Worktree[] {
  return output
    .split('\0\0')
    .filter((record) => record !== '')
    .map((record, index) => {
      const attributes = record.split('\0')
      const after = (name: string) => {
        const line = attributes.find((attribute) => attribute === name || attribute.startsWith(`${name} `))
        return line === undefined ? null : line.slice(name.length + 1)
      }
      const head = after('HEAD')
      return {
        path: after('worktree') ?? '',
        main: index === 0,
        head: head === null || /^0+$/.test(head) ? null : head,
        branch: after('branch')?.replace(/^refs\/heads\//, '') ?? null,
        locked: after('locked'),
        prunable: after('prunable') !== null,
      }
    })
}
