import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import { branchBehind } from '../branch-behind.ts'
import { type Git, type GitRun, reasonOf } from '../git.ts'
import { commonFolderOf } from '../git-folder.ts'
import { branchId, branchIds } from './branch-ids.ts'
import { failedHook } from './failed-hook.ts'
import { hookReason } from './hook-files.ts'
import { inTheWay } from './in-the-way.ts'
import { mergeTrees } from './merge-trees.ts'
import { messageFor } from './messages.ts'
import { underwayAt } from './underway.ts'
import { type CommitFault, commitFault } from './write-commit.ts'

type Here = {
  /** The worktree that is merged into. */
  worktree: string
  /** The branch that is checked out in it. */
  into: string
  branch: string
}

type HereFault =
  | CommitFault
  | FaultOf<
      'branch-missing' | 'branch-moved' | 'histories-unrelated' | 'target-in-the-way' | 'underway' | 'hook-failed'
    >

/**
 * Merges a branch into the one that a worktree has checked out, in the worktree
 * itself, and leaves the conflicts there to be solved (git-merge(1)). Answers
 * with the files in conflict; none where it went through.
 *
 * Where a hook or the signature stops it, the worktree is as it was before. So
 * it is where somebody whose lock was waited for has gone on meanwhile. That is
 * waited for first: `git merge` that meets it says not so, but that there are
 * conflicts, and its `--abort` would take what was staged under the lock.
 *
 * Refuses where files would be overwritten that are not committed, and also
 * where git would not: those that it ignores. Nothing is stashed, whatever
 * `merge.autostash` says, and `merge.ff=only` is meant for other merges than one
 * that was asked for by name.
 */
export async function mergeHere(git: Git, { worktree, into, branch }: Here): Promise<Result<string[], HereFault>> {
  const what = await underwayAt(worktree)
  if (what !== null) return fail({ kind: 'underway', path: worktree, what })
  const ids = await branchIds(git, worktree, [into, branch])
  if (!ids.ok) return ids
  const [ours = '', theirs = ''] = ids.value
  const merged = await mergeTrees(git, { folder: worktree, env: {} }, ours, theirs)
  if (!merged.ok) return merged
  if (merged.value.kind === 'unrelated') return fail({ kind: 'histories-unrelated', source: branch, target: into })
  const change = { from: ours, to: merged.value.tree }
  const hindrance = () => hindranceAt(git, { worktree, into }, change)
  const wording = {
    source: branch,
    target: into,
    sourceId: theirs,
    targetId: ours,
    strategy: 'merge',
    message: null,
  } as const
  const message = await messageFor(git, worktree, wording)
  if (!message.ok) return message
  for (;;) {
    const free = await git(worktree, ['update-index', '--force-write-index'])
    if (free.exit !== 0) return fail({ kind: 'git-failed', verb: 'merge', reason: reasonOf(free) })
    const hindered = await hindrance()
    if (hindered !== null) return fail(hindered)
    const done = await run(git, worktree, ['merge', ...plainly, '-m', message.value, theirs], hindrance)
    if (done !== 'locked') return done
  }
}

/** Why a worktree cannot go from one commit to a tree, as far as it can have changed since it was looked at. */
async function hindranceAt(
  git: Git,
  { worktree, into }: Omit<Here, 'branch'>,
  change: { from: string; to: string },
): Promise<HereFault | null> {
  const what = await underwayAt(worktree)
  if (what !== null) return { kind: 'underway', path: worktree, what }
  const common = await commonFolderOf(worktree)
  const branch = common === null ? into : await branchBehind(common, into)
  const [head, id] = await Promise.all([
    git(worktree, ['symbolic-ref', '--quiet', 'HEAD']),
    branchId(git, worktree, into),
  ])
  if (head.stdout.trim() !== `refs/heads/${branch}` || id !== change.from) return { kind: 'branch-moved', branch: into }
  const files = await inTheWay(git, worktree, change)
  return files.length > 0 ? { kind: 'target-in-the-way', target: into, path: worktree, files } : null
}

async function run(
  git: Git,
  worktree: string,
  command: string[],
  hindrance: () => Promise<HereFault | null>,
): Promise<Result<string[], HereFault> | 'locked'> {
  const scratch = await mkdtemp(join(tmpdir(), 'ikigai-merge-'))
  try {
    const trace = join(scratch, 'trace')
    const hindrances: HereFault[] = []
    const again = async () => {
      const found = await hindrance()
      if (found !== null) hindrances.push(found)
      return found === null
    }
    const merge = await git(worktree, command, { env: { GIT_TRACE2_EVENT: trace }, again })
    if (merge.exit === 0) return ok([])
    const [hindered] = hindrances
    if (hindered) return fail(hindered)
    if (locked.test(merge.stderr)) {
      // nothing was written but that there is a merge
      await git(worktree, ['merge', '--quit'])
      return 'locked'
    }
    if (notOurs.test(merge.stderr)) return fail({ kind: 'underway', path: worktree, what: 'merge' })
    const unmerged = await git(worktree, ['diff', '--name-only', '--diff-filter=U', '-z'])
    const conflicts = unmerged.stdout.split('\0').filter((path) => path !== '')
    if (conflicts.length > 0) return ok(conflicts)
    if ((await underwayAt(worktree)) === 'merge') await git(worktree, ['merge', '--abort'])
    return fail(await whyNot(trace, merge))
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** What git says where it could not have the index, and has done nothing. */
const locked = /^error: Unable to write index\.$/m

/** What git says where somebody has begun a merge meanwhile: that one is not to be aborted. */
const notOurs = /You have not concluded your|because you have unmerged files/

async function whyNot(trace: string, merge: GitRun): Promise<HereFault> {
  const hook = await failedHook(trace)
  return hook === null ? commitFault('merge', merge) : { kind: 'hook-failed', hook, reason: hookReason(merge) }
}

/**
 * Over what the user's settings and `branch.<name>.mergeOptions` may say. A file
 * that git solves as it was solved before is in conflict all the same, until
 * somebody has looked at it.
 */
const plainly = ['--no-edit', '--ff', '--commit', '--no-squash', '--no-autostash', '--no-rerere-autoupdate']
