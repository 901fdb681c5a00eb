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

/** Two branches, and the newest commit that both have; null: their histories have none in common. */
export type Parted = { sourceId: string; targetId: string; mergeBase: string | null }

/** The commits that two branches are at, and where they parted. One run of git (git-rev-parse(1), `A...B`). */
export async function partedAt(
  git: Git,
  repository: string,
  { source, target }: { source: string; target: string },
): Promise<Result<Parted, FaultOf<'branch-missing' | 'git-failed'>>> {
  const run = await git(repository, ['rev-parse', `${commitAt(target)}...${commitAt(source)}`])
  const [, sourceId, targetId, mergeBase = null] = /^(\w+)\n(\w+)\n(?:\^(\w+)\n)?/.exec(run.stdout) ?? []
  if (run.exit === 0 && sourceId && targetId) return ok({ sourceId, targetId, mergeBase })
  const ids = await branchIds(git, repository, [source, target])
  return ids.ok ? fail({ kind: 'git-failed', verb: 'rev-parse', reason: reasonOf(run) }) : ids
}

/** The commit that a branch is at; null: it does not exist, or has no commit yet. */
export async function branchId(git: Git, repository: string, branch: string): Promise<string | null> {
  const run = await git(repository, ['rev-parse', '--verify', '--quiet', commitAt(branch)])
  return run.exit === 0 ? run.stdout.trim() : null
}

const commitAt = (branch: string) => `refs/heads/${branch}^{commit}`
