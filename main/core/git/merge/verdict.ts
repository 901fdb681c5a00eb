import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { ok, type Result } from '../../../../preload/protocol/result.ts'
import type { Git } from '../git.ts'
import { branchIds } from './branch-ids.ts'
import { mergeTrees, type TreeMerge } from './merge-trees.ts'
import { withPlace } from './place.ts'

/** How two commits merge. Depends on nothing but the commits, so it stays true. */
export type Verdict = {
  /** Null: none, or the merge is one of unrelated histories. */
  mergeBase: string | null
  outcome: TreeMerge
}

export type VerdictCache = Map<string, Promise<Result<Verdict, FaultOf<'git-failed' | 'not-a-repository'>>>>

type Sides = { repository: string; sourceId: string; targetId: string; targetAt: string | null }

const remembered = 200

/**
 * The verdict on merging one commit into another; asked for again, it costs no
 * run of git. Two who ask at once share one run.
 */
export async function judge(
  git: Git,
  cache: VerdictCache,
  sides: Sides,
): Promise<Result<Verdict, FaultOf<'git-failed' | 'not-a-repository'>>> {
  const key = `${sides.repository}\0${sides.sourceId}\0${sides.targetId}`
  const running = cache.get(key) ?? compute(git, sides)
  cache.delete(key)
  cache.set(key, running) // last in the map: the one used most recently
  const [oldest] = cache.keys()
  if (cache.size > remembered && oldest !== undefined) cache.delete(oldest)
  const verdict = await running
  if (!verdict.ok) cache.delete(key)
  return verdict
}

async function compute(git: Git, sides: Sides): Promise<Result<Verdict, FaultOf<'git-failed' | 'not-a-repository'>>> {
  const { repository, sourceId, targetId } = sides
  const [base, outcome] = await Promise.all([
    git(repository, ['merge-base', targetId, sourceId]),
    withPlace(git, sides, (place) => mergeTrees(git, place, targetId, sourceId)),
  ])
  if (!outcome.ok) return outcome
  return ok({ mergeBase: base.exit === 0 ? base.stdout.trim() : null, outcome: outcome.value })
}

/**
 * What a hovering tab shows: whether source merges into target, and if not, the
 * files in conflict. One `rev-parse` where neither branch has moved.
 */
export async function hoverVerdict(
  git: Git,
  cache: VerdictCache,
  at: { repository: string; source: string; target: string; targetAt: string | null },
): Promise<
  Result<
    { sourceId: string; targetId: string } & Verdict,
    FaultOf<'branch-missing' | 'git-failed' | 'not-a-repository'>
  >
> {
  const ids = await branchIds(git, at.repository, [at.source, at.target])
  if (!ids.ok) return ids
  const [sourceId = '', targetId = ''] = ids.value
  const verdict = await judge(git, cache, { repository: at.repository, sourceId, targetId, targetAt: at.targetAt })
  return verdict.ok ? ok({ sourceId, targetId, ...verdict.value }) : verdict
}
