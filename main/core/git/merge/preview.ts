import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import type { FileChange, Hindrance, MergePreview, MergeStrategy } from '../../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import type { Git } from '../git.ts'
import { branchId } from './branch-ids.ts'
import { changesAt } from './changes-at.ts'
import { commitLines } from './commit-lines.ts'
import { filesBetween } from './diff-between.ts'
import { changedIn, inTheWay, touchedBy } from './in-the-way.ts'
import { mergeSettings } from './merge-settings.ts'
import { rebasedAt, underwayAt } from './underway.ts'
import { hoverVerdict, type Verdict, type VerdictCache } from './verdict.ts'
import type { CommitFault } from './write-commit.ts'

export type PreviewQuestion = {
  /** The top folder of a worktree of the repository. */
  repository: string
  source: string
  target: string
  /** The branch that the source was made from. */
  base: string | null
  /** Where the branches are checked out; null: nowhere. */
  sourceAt: string | null
  targetAt: string | null
  /** Where the target is checked out beside that. */
  targetAlsoAt: string | null
  strategy: MergeStrategy
}

type PreviewFault =
  | CommitFault
  | FaultOf<'branch-missing' | 'histories-unrelated' | 'not-a-repository' | 'worktree-gone'>

/**
 * What merging source into target would do. Reads only: no worktree, index or
 * branch changes, though a merged tree may be left in the object database.
 *
 * What is in the worktrees has nothing to do with the commits, and in a large
 * repository it takes longest: it is read while the merge is computed.
 */
export async function preview(
  git: Git,
  cache: VerdictCache,
  question: PreviewQuestion,
): Promise<Result<MergePreview, PreviewFault>> {
  const { sourceAt, targetAt } = question
  const [merge, uncommitted] = await Promise.all([
    committed(git, cache, question, targetAt === null ? null : changedIn(git, targetAt)),
    sourceAt === null ? ok([]) : changesAt(git, sourceAt),
  ])
  if (!merge.ok) return merge
  return uncommitted.ok ? ok({ ...merge.value, uncommitted: uncommitted.value }) : uncommitted
}

/** All that is committed comes to, and what of it the target's worktree does not let in. */
async function committed(
  git: Git,
  cache: VerdictCache,
  question: PreviewQuestion,
  changed: Promise<Set<string>> | null,
): Promise<Result<Omit<MergePreview, 'uncommitted'>, PreviewFault>> {
  const { repository, source, target, targetAt, strategy } = question
  const verdict = await hoverVerdict(git, cache, question)
  if (!verdict.ok) return verdict
  const { sourceId, targetId, mergeBase, outcome, replayed } = verdict.value
  if (outcome.kind === 'unrelated') return fail({ kind: 'histories-unrelated', source, target })

  const base = await baseId(git, question, { sourceId, targetId })
  const between = endsOf(verdict.value)
  const fastForward = mergeBase === targetId && sourceId !== targetId
  const [commits, files, refused] = await Promise.all([
    commitLines(git, repository, { range: [`${targetId}..${sourceId}`], base }),
    filesBetween(git, repository, between),
    fastForward ? false : refusedByGit(git, question),
  ])
  if (!commits.ok) return commits
  if (!files.ok) return files
  const result = outcome.kind === 'clean' ? { from: targetId, to: outcome.tree, files: files.value } : null
  const inWorktrees = await inTheWorktrees(git, question, changed, result)
  const clean = outcome.kind === 'clean' && commits.value.length > 0
  const carried = clean && replayed ? new Set(replayed.ids) : null
  const empty = strategy === 'squash' ? files.value.length === 0 : carried?.size === 0
  const ofStrategy: Hindrance[] = [
    ...(clean && refused ? [{ kind: 'only-fast-forward' as const }] : []),
    ...(clean && empty ? [{ kind: 'nothing-left' as const }] : []),
  ]
  return ok({
    ...{ strategy, source, target, sourceId, targetId, targetAt, fastForward, between },
    commits: commits.value,
    leftOut: carried === null ? [] : commits.value.map(({ id }) => id).filter((id) => !carried.has(id)),
    files: files.value,
    conflicts: outcome.kind === 'conflicts' ? outcome.files : [],
    stoppedAt: replayed?.stoppedAt ?? null,
    hindrances: [...inWorktrees, ...ofStrategy],
  })
}

/** Whether git is told to make no merge commits. A squash and a rebase make none. */
async function refusedByGit(git: Git, { repository, target, targetAt, strategy }: PreviewQuestion): Promise<boolean> {
  if (strategy !== 'merge') return false
  return (await mergeSettings(git, targetAt ?? repository, target)).fastForward === 'only'
}

/** A base that is one of the two sides, or gone, says nothing about where commits came from. */
async function baseId(
  git: Git,
  { repository, source, target, base }: PreviewQuestion,
  ids: { sourceId: string; targetId: string },
): Promise<string | null> {
  if (base === null || base === source || base === target) return null
  const id = await branchId(git, repository, base)
  return id === ids.targetId ? null : id
}

/**
 * What the target would see change. Where the merge is clean that is read from
 * its result, which leaves out what the target has by other ways; where it is
 * not, there is no result, and the source's own changes stand.
 */
function endsOf({ sourceId, targetId, mergeBase, outcome }: { sourceId: string; targetId: string } & Verdict) {
  if (outcome.kind === 'clean') return { from: targetId, to: outcome.tree }
  return { from: mergeBase ?? targetId, to: sourceId }
}

async function inTheWorktrees(
  git: Git,
  { repository, target, sourceAt, targetAt, targetAlsoAt }: PreviewQuestion,
  changed: Promise<Set<string>> | null,
  result: { from: string; to: string; files: FileChange[] } | null,
): Promise<Hindrance[]> {
  const hindrances: Hindrance[] = []
  for (const path of new Set([targetAt, sourceAt])) {
    const what = path === null ? null : await underwayAt(path)
    if (path !== null && what !== null) hindrances.push({ kind: 'underway', path, what })
  }
  // a branch is checked out nowhere while it is rebased
  const rebased = targetAt === null ? await rebasedAt(repository, target) : null
  if (rebased !== null) hindrances.push({ kind: 'underway', path: rebased, what: 'rebase' })
  if (targetAt === null) return hindrances
  if (targetAlsoAt !== null) hindrances.push({ kind: 'checked-out-twice', paths: [targetAt, targetAlsoAt] })
  if (changed === null || result === null) return hindrances
  const files = await inTheWay(git, targetAt, result, { changed, touched: touchedBy(result.files) })
  if (files.length > 0) hindrances.push({ kind: 'target-changed', path: targetAt, files })
  return hindrances
}
