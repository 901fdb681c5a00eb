import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import { type Git, reasonOf } from '../git.ts'
import { mergeTrees } from './merge-trees.ts'
import type { Place } from './place.ts'
import type { ReplayCommit } from './replay-list.ts'
import { type CommitFault, writeCommit } from './write-commit.ts'

type Replay = {
  /** Where the user's identity and keys are configured. */
  folder: string
  place: Place
  /** The commit to put them on. */
  onto: string
  commits: readonly ReplayCommit[]
  /** Keep a commit that already stands on the right parent, as `git rebase` does and `git cherry-pick` does not. */
  keepInPlace: boolean
  /** Keep a commit that changed nothing from the start, as `git rebase` does and `git cherry-pick` does not. */
  keepEmpty: boolean
  /** Null: no commit is written; it is only found out what would come of it. */
  write: { sign: boolean } | null
}

export type Replayed = {
  /** The last commit; `onto` where nothing was left to put on it. Empty where it was not written. */
  tip: string
  tree: string
  /** Ids, as they were given, of the commits whose changes were there already. */
  empty: string[]
}

/** Stands for a commit that is not written. None has it for a parent. */
const unwritten = ''

export type ReplayFault = CommitFault | { kind: 'replay-conflicts'; files: string[]; subject: string }

/**
 * Puts commits on top of another, one by one, without a worktree. Author, dates
 * and message stay; the committer is the user. No branch moves.
 *
 * Each step is a merge of the commit with a stand-in that has the tree so far
 * and the commit's own parent as its parent. That parent is then their only
 * merge base, which makes the merge the one that `git cherry-pick` does; git
 * before 2.40 cannot be told the base outright.
 */
export async function replay(git: Git, job: Replay): Promise<Result<Replayed, ReplayFault>> {
  let tip = job.onto
  let tipTree = await treeOf(git, job.folder, tip)
  const empty: string[] = []
  for (const commit of job.commits) {
    // one that changes nothing is the same as any other such, and yet not a copy of it
    if (commit.upstream && !(await wasEmpty(git, job.folder, commit))) {
      empty.push(commit.id)
      continue
    }
    if (job.keepInPlace && commit.parent === tip) {
      tip = commit.id
      tipTree = commit.tree
      continue
    }
    const merged = await mergeOnto(git, job, tipTree, commit)
    if (!merged.ok) return merged
    const tree = merged.value
    if (tree === tipTree && !(job.keepEmpty && (await wasEmpty(git, job.folder, commit)))) {
      empty.push(commit.id)
      continue
    }
    const written = await writeOnto(git, job, tip, tree, commit)
    if (!written.ok) return written
    tip = written.value
    tipTree = tree
  }
  return ok({ tip, tree: tipTree, empty })
}

async function writeOnto(
  git: Git,
  { folder, write }: Replay,
  tip: string,
  tree: string,
  { message, author }: ReplayCommit,
): Promise<Result<string, CommitFault>> {
  if (write === null) return ok(unwritten)
  return writeCommit(git, folder, {
    ...{ tree, parents: [tip], message, author, sign: write.sign, encoding: 'latin1' },
  })
}

async function mergeOnto(
  git: Git,
  { folder, place }: Replay,
  tipTree: string,
  commit: ReplayCommit,
): Promise<Result<string, ReplayFault>> {
  const parents = commit.parent === null ? [] : ['-p', commit.parent]
  const stand = await git(folder, ['commit-tree', '--no-gpg-sign', tipTree, ...parents, '-m', 'stand-in'], {
    env: standIn,
  })
  if (stand.exit !== 0) return fail({ kind: 'git-failed', verb: 'commit-tree', reason: reasonOf(stand) })
  const unrelated = commit.parent === null ? 'allow' : 'refuse'
  const merged = await mergeTrees(git, place, stand.stdout.trim(), commit.id, unrelated)
  if (!merged.ok) return merged
  if (merged.value.kind === 'clean') return ok(merged.value.tree)
  const files = merged.value.kind === 'conflicts' ? merged.value.files : []
  return fail({ kind: 'replay-conflicts', files, subject: commit.subject })
}

/** Always the same, so that the same step twice leaves one object. */
const standIn = {
  GIT_AUTHOR_NAME: 'Ikigai',
  GIT_AUTHOR_EMAIL: 'ikigai@localhost',
  GIT_AUTHOR_DATE: '@0 +0000',
  GIT_COMMITTER_NAME: 'Ikigai',
  GIT_COMMITTER_EMAIL: 'ikigai@localhost',
  GIT_COMMITTER_DATE: '@0 +0000',
}

async function wasEmpty(git: Git, folder: string, commit: ReplayCommit): Promise<boolean> {
  return commit.parent !== null && (await treeOf(git, folder, commit.parent)) === commit.tree
}

async function treeOf(git: Git, folder: string, commit: string): Promise<string> {
  const run = await git(folder, ['rev-parse', `${commit}^{tree}`])
  return run.stdout.trim()
}
