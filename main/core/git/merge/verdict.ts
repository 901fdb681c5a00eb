import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import type { MergeStrategy } from '../../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import type { Git } from '../git.ts'
import { type Parted, partedAt } from './branch-ids.ts'
import { mergeTrees, type TreeMerge } from './merge-trees.ts'
import { type Place, withPlace } from './place.ts'
import { replay } from './replay.ts'
import { rebaseSelection, replayList } from './replay-list.ts'
import type { CommitFault } from './write-commit.ts'

/** How two commits come together. Depends on nothing but the commits, so it stays true. */
export type Verdict = {
  /** Null: none, or the merge is one of unrelated histories. */
  mergeBase: string | null
  outcome: Exclude<TreeMerge, { kind: 'conflicts' }> | { kind: 'conflicts'; files: string[] }
  /** What a rebase puts onto the target, or the commit that it stops at; null: it was not about a rebase. */
  replayed: { ids: string[]; stoppedAt: string | null } | null
}

type VerdictFault = CommitFault | FaultOf<'not-a-repository'>
export type VerdictCache = Map<string, Promise<Result<Verdict, VerdictFault>>>

type Sides = Parted & { repository: string; targetAt: string | null; strategy: MergeStrategy }

const remembered = 200

/**
 * The verdict on merging one commit into another; asked for again, it costs no
 * run of git. Two who ask at once share one run. A squash merges as a merge does.
 */
export async function judge(git: Git, cache: VerdictCache, sides: Sides): Promise<Result<Verdict, VerdictFault>> {
  const rebase = sides.strategy === 'rebase'
  const key = [sides.repository, sides.sourceId, sides.targetId, rebase].join('\0')
  const running = cache.get(key) ?? compute(git, sides, rebase)
  cache.delete(key)
  cache.set(key, running) // last in the map: the one used most recently
  const [oldest] = cache.keys()
  if (cache.size > remembered && oldest !== undefined) cache.delete(oldest)
  const verdict = await running
  if (!verdict.ok) cache.delete(key)
  return verdict
}

async function compute(git: Git, sides: Sides, rebase: boolean): Promise<Result<Verdict, VerdictFault>> {
  const { mergeBase } = sides
  if (mergeBase === null) return ok({ mergeBase, outcome: { kind: 'unrelated' }, replayed: null })
  const seen = await withPlace<Omit<Verdict, 'mergeBase'>, VerdictFault>(git, sides, (place) =>
    rebase ? replayed(git, sides, place) : merged(git, sides, place),
  )
  return seen.ok ? ok({ mergeBase, ...seen.value }) : seen
}

async function merged(git: Git, { targetId, sourceId }: Sides, place: Place) {
  const outcome = await mergeTrees(git, place, targetId, sourceId)
  return outcome.ok ? ok({ outcome: outcome.value, replayed: null }) : outcome
}

/** Goes through a rebase without writing its commits. */
async function replayed(git: Git, { repository, targetId, sourceId, targetAt }: Sides, place: Place) {
  const commits = await replayList(git, repository, rebaseSelection(sourceId, targetId))
  if (!commits.ok) return commits
  const done = await replay(git, {
    ...{ folder: targetAt ?? repository, place, onto: targetId, commits: commits.value },
    ...{ keepInPlace: true, keepEmpty: true, write: null },
  })
  if (done.ok) {
    const ids = commits.value.map(({ id }) => id).filter((id) => !done.value.empty.includes(id))
    return ok({ outcome: { kind: 'clean' as const, tree: done.value.tree }, replayed: { ids, stoppedAt: null } })
  }
  if (done.fault.kind !== 'replay-conflicts') return fail(done.fault)
  const { files, subject } = done.fault
  return ok({ outcome: { kind: 'conflicts' as const, files }, replayed: { ids: [], stoppedAt: subject } })
}

/**
 * What a hovering tab shows: whether source merges into target, and if not, the
 * files in conflict. One `rev-parse` where neither branch has moved.
 */
export async function hoverVerdict(
  git: Git,
  cache: VerdictCache,
  at: { repository: string; source: string; target: string; targetAt: string | null; strategy: MergeStrategy },
): Promise<Result<{ sourceId: string; targetId: string } & Verdict, VerdictFault | FaultOf<'branch-missing'>>> {
  const parted = await partedAt(git, at.repository, at)
  if (!parted.ok) return parted
  const { repository, targetAt, strategy } = at
  const verdict = await judge(git, cache, { ...parted.value, repository, targetAt, strategy })
  return verdict.ok ? ok({ ...parted.value, ...verdict.value }) : verdict
}
