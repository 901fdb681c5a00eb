import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import type { FileChange, Hindrance, MergePreview } from '../../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import { type Git, reasonOf } from '../git.ts'
import { branchId } from './branch-ids.ts'
import { changesAt } from './changes-at.ts'
import { commitLines } from './commit-lines.ts'
import { changeArguments, parseChanges } from './file-changes.ts'
import { inTheWay } from './in-the-way.ts'
import { underwayAt } from './underway.ts'
import { hoverVerdict, type Verdict, type VerdictCache } from './verdict.ts'

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
}

type PreviewFault = FaultOf<
  'branch-missing' | 'histories-unrelated' | 'git-failed' | 'not-a-repository' | 'worktree-gone'
>

/**
 * What merging source into target would do. Reads only: no worktree, index or
 * branch changes, though a merged tree may be left in the object database.
 */
export async function preview(
  git: Git,
  cache: VerdictCache,
  question: PreviewQuestion,
): Promise<Result<MergePreview, PreviewFault>> {
  const { repository, source, target, targetAt } = question
  const verdict = await hoverVerdict(git, cache, question)
  if (!verdict.ok) return verdict
  const { sourceId, targetId, mergeBase, outcome } = verdict.value
  if (outcome.kind === 'unrelated') return fail({ kind: 'histories-unrelated', source, target })

  const base = await baseId(git, question, { sourceId, targetId })
  const [commits, files, uncommitted, hindrances] = await Promise.all([
    commitLines(git, repository, { sourceId, targetId, base }),
    filesOf(git, repository, verdict.value),
    question.sourceAt === null ? ok([]) : changesAt(git, question.sourceAt),
    hindrancesOf(git, question, targetId, outcome.kind === 'clean' ? outcome.tree : null),
  ])
  if (!commits.ok) return commits
  if (!files.ok) return files
  if (!uncommitted.ok) return uncommitted
  return ok({
    ...{ source, target, sourceId, targetId, targetAt, hindrances },
    commits: commits.value,
    files: files.value,
    conflicts: outcome.kind === 'conflicts' ? outcome.files : [],
    fastForward: mergeBase === targetId && sourceId !== targetId,
    uncommitted: uncommitted.value,
  })
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
 * The files that the target would see change. Where the merge is clean that is
 * read from its result, which leaves out what the target has by other ways;
 * where it is not, there is no result, and the source's own changes stand.
 */
async function filesOf(
  git: Git,
  repository: string,
  { sourceId, targetId, mergeBase, outcome }: { sourceId: string; targetId: string } & Verdict,
): Promise<Result<FileChange[], FaultOf<'git-failed'>>> {
  const ends = outcome.kind === 'clean' ? [targetId, outcome.tree] : [mergeBase ?? targetId, sourceId]
  const run = await git(repository, ['diff-tree', '-r', ...changeArguments, ...ends])
  if (run.exit !== 0) return fail({ kind: 'git-failed', verb: 'diff-tree', reason: reasonOf(run) })
  return ok(parseChanges(run.stdout))
}

async function hindrancesOf(
  git: Git,
  { sourceAt, targetAt }: PreviewQuestion,
  targetId: string,
  result: string | null,
): Promise<Hindrance[]> {
  const hindrances: Hindrance[] = []
  for (const path of new Set([targetAt, sourceAt])) {
    const what = path === null ? null : await underwayAt(path)
    if (path !== null && what !== null) hindrances.push({ kind: 'underway', path, what })
  }
  if (targetAt === null || result === null) return hindrances
  const files = await inTheWay(git, targetAt, targetId, result)
  if (files.length > 0) hindrances.push({ kind: 'target-changed', path: targetAt, files })
  return hindrances
}
