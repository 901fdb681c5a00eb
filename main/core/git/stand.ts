import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { gitFolderOf } from './git-folder.ts'

/** What HEAD says in a repository that keeps its refs elsewhere (gitrepository-layout(5), reftable). */
const elsewhere = 'refs/heads/.invalid'

/**
 * What a worktree's status hangs on beside its files: what is checked out, what
 * is staged, and the commits it is counted against. As long as it is the same, a
 * change of refs was about others. Null: that cannot be told.
 *
 * Reads files only. `branches`: the commit that each local branch is at.
 */
export async function standOf(
  path: string,
  bases: readonly (string | null)[],
  branches: ReadonlyMap<string, string>,
): Promise<string | null> {
  const folder = await gitFolderOf(path)
  if (folder === null) return null
  const [head, index] = await Promise.all([
    readFile(join(folder, 'HEAD'), 'utf8').catch(() => null),
    stat(join(folder, 'index'), { bigint: true }).catch(() => null),
  ])
  if (head === null || head.includes(elsewhere)) return null
  // a base may be the branch of a remote, which is not among those known here
  if (bases.some((base) => base !== null && !branches.has(base))) return null
  const [, branch = ''] = /^ref: refs\/heads\/(.*)\n$/s.exec(head) ?? []
  const commits = [branch, ...bases].map((name) => (name === null ? '' : branches.get(name)))
  return [head, ...commits, index?.ino, index?.size, index?.mtimeNs].join('\0')
}
