import type { FaultOf } from '../../../preload/protocol/faults.ts'
import type { CommitLine } from '../../../preload/protocol/git.ts'
import { ok, type Result } from '../../../preload/protocol/result.ts'
import type { Agent } from '../../../preload/protocol/state.ts'
import type { Git } from '../git/git.ts'
import { branchId } from '../git/merge/branch-ids.ts'
import { commitLines } from '../git/merge/commit-lines.ts'
import { lastHead, type WorktreePlace, worktreePlace } from '../git/worktree-place.ts'
import type { Project } from '../project.ts'
import { hasLanded } from './landed.ts'

/** What an agent's own worktree is at, asked of git: what the page knows may be a moment old. */
export type Standing = {
  place: WorktreePlace['state']
  /** Null: detached. */
  branch: string | null
  /** The commit it is at, or was at last; null: it never had one. */
  head: string | null
  /** The branch that its work goes to; null: there is no such branch any more. */
  target: { name: string; id: string } | null
}

export async function standingOf(
  git: Git,
  repository: string,
  { directory, base, status }: Agent,
): Promise<Result<Standing, FaultOf<'git-failed'>>> {
  const found = await worktreePlace(git, { repository, path: directory })
  if (!found.ok) return found
  const { state: place, known } = found.value
  const branch = known === null ? status.branch : known.branch
  const targetId = base === null || base === branch ? null : await branchId(git, repository, base)
  return ok({
    ...{ place, branch },
    head: await headOf(git, { repository, directory, place, branch, known }),
    target: base === null || targetId === null ? null : { name: base, id: targetId },
  })
}

async function headOf(
  git: Git,
  at: { repository: string; directory: string; branch: string | null } & Pick<Standing, 'place'> &
    Pick<WorktreePlace, 'known'>,
): Promise<string | null> {
  if (at.known?.head) return at.known.head
  const id = at.branch === null ? null : await branchId(git, at.repository, at.branch)
  return id ?? (at.place === 'there' ? lastHead(git, at.directory) : null)
}

/**
 * The commits that closing would merge: those that the target lacks, and none
 * where all of them were merged into another branch before. Where there is
 * nothing to merge into, those that nothing else has.
 */
export async function unmergedOf(
  project: Project,
  { branch, head, target }: Standing,
): Promise<Result<CommitLine[], FaultOf<'git-failed'>>> {
  if (head === null) return ok([])
  const own = branch === null ? [] : [`--exclude=${branch}`]
  const range =
    target !== null && branch !== null
      ? [`${target.id}..${head}`]
      : [head, '--not', ...own, '--branches', '--tags', '--remotes']
  const commits = await commitLines(project.git, project.info.path, { range, base: null })
  if (!commits.ok || commits.value.length === 0 || branch === null) return commits
  return (await hasLanded(project, branch, head)) ? ok([]) : commits
}
