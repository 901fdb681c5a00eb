import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import { type Git, reasonOf } from '../git.ts'
import { branchIds } from './branch-ids.ts'
import { inTheWay } from './in-the-way.ts'
import { mergeTrees } from './merge-trees.ts'
import { messageFor } from './messages.ts'
import { underwayAt } from './underway.ts'

type Here = {
  /** The worktree that is merged into. */
  worktree: string
  /** The branch that is checked out in it. */
  into: string
  branch: string
}

type HereFault = FaultOf<'branch-missing' | 'git-failed' | 'histories-unrelated' | 'target-in-the-way' | 'underway'>

/**
 * Merges a branch into the one that a worktree has checked out, in the worktree
 * itself, and leaves the conflicts there to be solved (git-merge(1)). Answers
 * with the files in conflict; none where it went through.
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
  const files = await inTheWay(git, worktree, { from: ours, to: merged.value.tree })
  if (files.length > 0) return fail({ kind: 'target-in-the-way', target: into, path: worktree, files })
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
  const run = await git(worktree, ['merge', ...plainly, '-m', message.value, theirs])
  if (run.exit === 0) return ok([])
  const unmerged = await git(worktree, ['diff', '--name-only', '--diff-filter=U', '-z'])
  const conflicts = unmerged.stdout.split('\0').filter((path) => path !== '')
  return conflicts.length > 0 ? ok(conflicts) : fail({ kind: 'git-failed', verb: 'merge', reason: reasonOf(run) })
}

/** Over what the user's settings and `branch.<name>.mergeOptions` may say. */
const plainly = ['--no-edit', '--ff', '--commit', '--no-squash', '--no-autostash']
