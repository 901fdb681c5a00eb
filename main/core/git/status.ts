import { stat } from 'node:fs/promises'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import type { WorkStatus } from '../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { CountAheadBehind } from './ahead-behind.ts'
import { type Git, reasonOf } from './git.ts'
import { gitFolderOf } from './git-folder.ts'
import { underwayAt } from './merge/underway.ts'
import { parseStatus, statusArguments } from './status-lines.ts'

/**
 * How the worktree at `path` stands, counted against `base`: a branch, a branch
 * of a remote, or null. Takes no lock, so that it never is in anybody's way.
 *
 * A file counts once however it changed; one in conflict counts as that alone.
 */
export async function readStatus(
  git: Git,
  path: string,
  base: string | null,
  count: CountAheadBehind,
): Promise<Result<WorkStatus, FaultOf<'worktree-gone' | 'git-failed'>>> {
  // without this, git would answer for the repository around a worktree that is gone
  const gitFolder = await gitFolderOf(path)
  if (gitFolder === null || !(await isFolder(gitFolder))) return fail({ kind: 'worktree-gone', path })
  const [run, baseId, underway] = await Promise.all([
    git(path, statusArguments),
    base === null ? null : idOf(git, path, base),
    underwayAt(path),
  ])
  if (run.exit !== 0) return fail({ kind: 'git-failed', verb: 'status', reason: reasonOf(run) })
  const { head, branch, lines } = parseStatus(run.stdout)
  const comparable = head !== null && baseId !== null
  const distance = comparable ? await count(git, path, head, baseId) : ok({ ahead: 0, behind: 0 })
  if (!distance.ok) return distance
  const countOf = (kind: string) => lines.filter((line) => line.kind === kind).length
  return ok({
    branch,
    base: baseId === null ? null : base,
    modified: countOf('changed'),
    untracked: countOf('untracked'),
    ...distance.value,
    conflicts: countOf('unmerged'),
    underway,
  })
}

/** False also where git's own record of a worktree was removed, and only the files are left. */
const isFolder = (path: string) =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )

/** The commit of a local branch, else of a remote's; null: there is none. */
async function idOf(git: Git, path: string, name: string): Promise<string | null> {
  const refs = [`refs/heads/${name}`, `refs/remotes/${name}`]
  const run = await git(path, ['for-each-ref', '--format=%(refname)%00%(objectname)', ...refs])
  const ids = new Map(run.stdout.split('\n').map((line) => line.split('\0') as [string, string | undefined]))
  return refs.map((ref) => ids.get(ref)).find((id) => id !== undefined) ?? null
}
