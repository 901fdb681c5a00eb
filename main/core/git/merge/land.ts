import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import { type Git, type GitRun, reasonOf } from '../git.ts'
import { branchId } from './branch-ids.ts'
import { inTheWay } from './in-the-way.ts'

export type LandFault = FaultOf<'branch-moved' | 'target-in-the-way' | 'hook-failed' | 'git-failed'>

/** A branch that goes from one commit to another. `action` is for its reflog, such as `merge oauth`. */
export type Move = { repository: string; branch: string; before: string; after: string; action: string }

/**
 * Moves a branch forward, and with it the worktree that has it checked out
 * (`at`; null: nowhere). It moves whole or not at all: git looks at every file
 * before it writes the first, and a branch that is not at `before` stays.
 *
 * In a worktree this is `git merge --ff-only`, so its post-merge hook runs.
 * Stricter than git: it would overwrite ignored files, and bring back changed
 * ones that were deleted.
 */
export async function moveForward(git: Git, at: string | null, move: Move): Promise<Result<void, LandFault>> {
  if (at === null) return moveRef(git, move)
  const strict = ['--ff-only', '--no-autostash', '--no-squash', '--no-overwrite-ignore']
  return moveWith(git, at, move, ['merge', ...strict, move.after])
}

/**
 * Moves a branch back, keeping all local work or refusing.
 *
 * Not `git reset --keep`: that unstages what was staged.
 */
export async function moveBack(git: Git, at: string | null, move: Move): Promise<Result<void, LandFault>> {
  if (at === null) return moveRef(git, move)
  return moveWith(git, at, move, ['checkout', '--no-overwrite-ignore', '--quiet', '-B', move.branch, move.after])
}

async function moveWith(git: Git, at: string, move: Move, command: string[]): Promise<Result<void, LandFault>> {
  const head = await git(at, ['symbolic-ref', '--quiet', 'HEAD'])
  if (head.stdout.trim() !== `refs/heads/${move.branch}`) return fail({ kind: 'branch-moved', branch: move.branch })
  if (await hasMoved(git, move)) return fail({ kind: 'branch-moved', branch: move.branch })
  const files = await inTheWay(git, at, move.before, move.after)
  if (files.length > 0) return fail({ kind: 'target-in-the-way', target: move.branch, path: at, files })
  const run = await git(at, command, { env: { GIT_REFLOG_ACTION: move.action } })
  if (run.exit === 0) return ok(undefined)
  if (await hasMoved(git, move)) return fail({ kind: 'branch-moved', branch: move.branch })
  if (!refusedForFiles.test(run.stderr)) return fail(refFault(run, command[0] ?? 'merge'))
  return fail({ kind: 'target-in-the-way', target: move.branch, path: at, files: named(run) })
}

const refusedForFiles = /would be overwritten|would lose untracked|not uptodate|would be removed/

/** The files that git lists in a refusal: each on a line of its own, after a tab. */
const named = (run: GitRun) => [...run.stderr.matchAll(/^\t(.+)$/gm)].map(([, file = '']) => file.trim())

async function moveRef(git: Git, move: Move): Promise<Result<void, LandFault>> {
  const { repository, branch, before, after, action } = move
  const run = await git(repository, ['update-ref', '-m', action, `refs/heads/${branch}`, after, before])
  if (run.exit === 0) return ok(undefined)
  return fail((await hasMoved(git, move)) ? { kind: 'branch-moved', branch } : refFault(run, 'update-ref'))
}

async function hasMoved(git: Git, { repository, branch, before }: Move): Promise<boolean> {
  return (await branchId(git, repository, branch)) !== before
}

function refFault(run: GitRun, verb: string): FaultOf<'hook-failed' | 'git-failed'> {
  const reason = reasonOf(run)
  return /aborted by (the reference-transaction )?hook/.test(run.stderr)
    ? { kind: 'hook-failed', hook: 'reference-transaction', reason }
    : { kind: 'git-failed', verb, reason }
}
