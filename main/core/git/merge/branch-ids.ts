import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import { type Git, reasonOf } from '../git.ts'

/** The commits that branches are at, in the order asked. One run of git. */
export async function branchIds(
  git: Git,
  repository: string,
  branches: readonly string[],
): Promise<Result<string[], FaultOf<'branch-missing' | 'git-failed'>>> {
  const run = await git(repository, ['rev-parse', ...branches.map(commitAt)])
  if (run.exit === 0) return ok(run.stdout.trim().split('\n'))
  for (const name of branches) {
    if ((await branchId(git, repository, name)) === null) return fail({ kind: 'branch-missing', name })
  }
  return fail({ kind: 'git-failed', verb: 'rev-parse', reason: reasonOf(run) })
}

/** The commit that a branch is at; null: it does not exist, or has no commit yet. */
export async function branchId(git: Git, repository: string, branch: string): Promise<string | null> {
  const run = await git(repository, ['rev-parse', '--verify', '--quiet', commitAt(branch)])
  return run.exit === 0 ? run.stdout.trim() : null
}

const commitAt = (branch: string) => `refs/heads/${branch}^{commit}`
