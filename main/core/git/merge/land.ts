import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import type { MergeDone } from '../../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import { branchBehind } from '../branch-behind.ts'
import { type Git, type GitRun, reasonOf, wasKilled } from '../git.ts'
import { commonFolderOf } from '../git-folder.ts'
import { lasting } from '../lasting.ts'
import { branchId } from './branch-ids.ts'
import { inTheWay } from './in-the-way.ts'
import { beginLanding, endLanding, forgetLanding, type SettleFault } from './landing.ts'
import { settleLanding } from './settle-landing.ts'

export type LandFault =
  | SettleFault
  | FaultOf<
      | 'branch-moved'
      | 'target-in-the-way'
      | 'hook-failed'
      | 'git-failed'
      | 'not-a-repository'
      | 'store-failed'
      | 'landing-interrupted'
    >

/** A branch that goes from one commit to another. `action` is for its reflog, such as `merge oauth`. */
export type Move = {
  repository: string
  branch: string
  before: string
  after: string
  action: string
  /** What makes it a merge; null: it is none. */
  merge: (Pick<MergeDone, 'source' | 'strategy'> & { sourceId: string }) | null
}

/**
 * Moves a branch forward, and with it the worktree that has it checked out
 * (`at`; null: nowhere). It moves whole or not at all: git looks at every file
 * before it writes the first, a branch that is not at `before` stays, and what
 * git has written when it breaks off goes back. Where the app breaks off with
 * it, `settleLandings` does that the next time.
 *
 * In a worktree this is `git merge --ff-only`, so its post-merge hook runs.
 * Stricter than git: it would overwrite ignored files, and bring back changed
 * ones that were deleted.
 */
export async function moveForward(git: Git, at: string | null, move: Move): Promise<Result<void, LandFault>> {
  if (at === null) return moveRef(git, move)
  const strict = ['--ff-only', '--no-autostash', '--no-squash', '--no-overwrite-ignore']
  return moveWith(git, at, move, { command: () => ['merge', ...strict, move.after], forces: false })
}

/**
 * Moves a branch back, keeping all local work or refusing.
 *
 * Not `git reset --keep`: that unstages what was staged.
 */
export async function moveBack(git: Git, at: string | null, move: Move): Promise<Result<void, LandFault>> {
  if (at === null) return moveRef(git, move)
  const command = (branch: string) => ['checkout', '--no-overwrite-ignore', '--quiet', '-B', branch, move.after]
  return moveWith(git, at, move, { command, forces: true })
}

/** `forces`: git would move the branch from wherever it is, so that it must not be asked too late. */
type How = { command: (branch: string) => string[]; forces: boolean }

async function moveWith(git: Git, at: string, move: Move, how: How): Promise<Result<void, LandFault>> {
  const { before, after, action, merge } = move
  const common = await commonFolderOf(at)
  const branch = common === null ? move.branch : await branchBehind(common, move.branch)
  const command = how.command(branch)
  const isStill = async () => {
    const [head, moved] = await Promise.all([git(at, ['symbolic-ref', '--quiet', 'HEAD']), hasMoved(git, move)])
    return head.stdout.trim() === `refs/heads/${branch}` && !moved
  }
  const [still, files] = await Promise.all([isStill(), inTheWay(git, at, { from: before, to: after })])
  if (!still) return fail({ kind: 'branch-moved', branch })
  if (files.length > 0) return fail({ kind: 'target-in-the-way', target: branch, path: at, files })
  const begun = await beginLanding(git, { worktree: at, branch, before, after, action, merge })
  if (!begun.ok) return begun
  const { landing, touched } = begun.value
  if (how.forces && !(await isStill())) {
    await forgetLanding(landing.folder)
    return fail({ kind: 'branch-moved', branch })
  }
  const run = await git(at, [...lasting, ...command], { env: { GIT_REFLOG_ACTION: action }, again: isStill })
  if (run.exit === 0) {
    // a record that cannot be cleared away is settled when the project is opened
    await endLanding(landing, touched).catch(() => undefined)
    return ok(undefined)
  }
  const settled = await settleLanding(git, landing, { killed: wasKilled(run), bootedAt: 0 })
  if (!settled.ok) return settled
  // git also says that it failed where a hook did, after all was done
  if (settled.value.kind === 'complete') return ok(undefined)
  if (settled.value.kind === 'moved-on') return fail({ kind: 'branch-moved', branch })
  const { written, left } = settled.value
  if (written && left.length > 0) {
    return fail({ kind: 'landing-interrupted', action, branch, path: at, outcome: 'rolled-back', left })
  }
  if (!refusedForFiles.test(run.stderr)) return fail(refFault(run, command[0] ?? 'merge'))
  return fail({ kind: 'target-in-the-way', target: branch, path: at, files: named(run) })
}

const refusedForFiles = /would be overwritten|would lose untracked|not uptodate|would be removed/

/** The files that git lists in a refusal: each on a line of its own, after a tab. */
const named = (run: GitRun) => [...run.stderr.matchAll(/^\t(.+)$/gm)].map(([, file = '']) => file.trim())

/** Moves a branch that is at `before`, and nothing with it. */
export async function moveRef(
  git: Git,
  move: Move,
): Promise<Result<void, FaultOf<'branch-moved' | 'hook-failed' | 'git-failed'>>> {
  const { repository, branch, before, after, action } = move
  const command = [...lasting, 'update-ref', '-m', action, `refs/heads/${branch}`, after, before]
  const run = await git(repository, command)
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
