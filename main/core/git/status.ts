import { stat } from 'node:fs/promises'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import type { WorkStatus } from '../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { CountAheadBehind } from './ahead-behind.ts'
import { gitFolderOf } from './git-folder.ts'
import { underwayAt } from './merge/underway.ts'
import type { GitReads } from './reads/git-reads.ts'

/**
 * How the worktree at `path` stands, counted against `base`: a branch, a branch
 * of a remote, or null. Takes no lock, so that it never is in anybody's way.
 */
export async function readStatus(
  reads: GitReads,
  path: string,
  base: string | null,
  count: CountAheadBehind,
): Promise<Result<WorkStatus, FaultOf<'worktree-gone' | 'git-failed'>>> {
  // without this, git would answer for the repository around a worktree that is gone
  const gitFolder = await gitFolderOf(path)
  if (gitFolder === null || !(await isFolder(gitFolder))) return fail({ kind: 'worktree-gone', path })
  const [standing, bases, underway] = await Promise.all([
    reads.status(path),
    base === null ? ok([]) : reads.refs(path, [`refs/heads/${base}`, `refs/remotes/${base}`]),
    underwayAt(path),
  ])
  if (!standing.ok) return standing
  const { head, ...counts } = standing.value
  const baseId = (bases.ok && bases.value.find((id) => id !== null)) || null
  const comparable = head !== null && baseId !== null
  const distance = comparable ? await count(reads, path, head, baseId) : ok({ ahead: 0, behind: 0 })
  if (!distance.ok) return distance
  return ok({ ...counts, ...distance.value, base: baseId === null ? null : base, underway })
}

/** False also where git's own record of a worktree was removed, and only the files are left. */
const isFolder = (path: string) =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
