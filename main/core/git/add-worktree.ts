import { lstat, mkdir, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { type Choice, chooseBranch, lagOf } from './choose-branch.ts'
import { excludeFolder } from './exclude.ts'
import { forgetMissing } from './forget-worktree.ts'
import { type Git, reasonOf } from './git.ts'
import { gitFolderOf, realPlace } from './git-folder.ts'
import { isListed } from './worktree-list.ts'

export type NewWorktree = {
  /** The repository's own worktree. */
  repository: string
  /** Absolute; nothing may be there yet. */
  path: string
  /** Null: none, HEAD is detached at the base. */
  branch: string | null
  /** What a new branch starts from: a branch, or any name of a commit. */
  base: string
  /** `make`: refuse a branch that exists. `attach`: refuse one that does not. */
  mode: 'make' | 'attach' | 'attach-or-make'
}

/** What the user should hear about a worktree that was made all the same. */
export type WorktreeNote =
  /** A post-checkout hook failed; git keeps the worktree. */
  | { kind: 'hook-failed'; reason: string }
  /** Folders of submodules, which are empty: they are not initialised. */
  | { kind: 'submodules'; paths: string[] }
  /** The base does not have the newest commits that are known of its upstream. */
  | { kind: 'behind'; base: string; upstream: string; commits: number }

export type AddedWorktree = {
  path: string
  /** Full object id that it starts at. */
  head: string
  /** The branch was made here, rather than attached to. */
  made: boolean
  notes: WorktreeNote[]
}

export type AddFault = FaultOf<
  | 'no-commits'
  | 'base-missing'
  | 'branch-missing'
  | 'branch-exists'
  | 'branch-checked-out'
  | 'bad-branch-name'
  | 'worktree-in-the-way'
  | 'git-failed'
>

type Meanwhile = {
  note?: (begun: { head: string; made: boolean }) => Promise<void>
  beside?: () => void
}

/**
 * Checks out a branch in a worktree of its own (git-worktree(1)), which
 * `git status` of the repository does not show.
 *
 * All or nothing: where it fails, the folder and the branch that it made are
 * gone again. A post-checkout hook that fails is no failure: git has made the
 * worktree by then. Runs as one job of the repository's write queue.
 *
 * `note` is awaited before anything is made, so that what a crash leaves can be
 * taken back (`takeBackWorktree`). `beside` is called when git is at work.
 */
export async function addWorktree(
  git: Git,
  at: NewWorktree,
  { note, beside }: Meanwhile = {},
): Promise<Result<AddedWorktree, AddFault>> {
  if (await exists(at.path)) return fail({ kind: 'worktree-in-the-way', path: at.path })
  const forgotten = (await isListed(at)) ? await forgetMissing(git, at) : ok(undefined)
  if (!forgotten.ok) return forgotten
  const choice = await chooseBranch(git, at)
  if (!choice.ok) return choice
  const { head, made } = choice.value
  await note?.({ head, made })

  await excludeFolder(at.repository, dirname(at.path))
  const folder = dirname(at.path)
  const firstMade = await mkdir(folder, { recursive: true }).catch(() => null)
  if (firstMade === null) return fail({ kind: 'worktree-in-the-way', path: folder })

  const adding = Promise.all([
    git(at.repository, ['worktree', 'add', ...argumentsFor(at, choice.value)]),
    made ? lagOf(git, at.repository, at.base) : null,
  ])
  beside?.()
  const [run, lag] = await adding
  const notes: WorktreeNote[] = []
  if (run.exit !== 0) {
    const fault = faultOf(at, reasonOf(run))
    if (fault.kind !== 'git-failed' || !(await isWhole(at.path))) {
      if (fault.kind !== 'worktree-in-the-way') await takeBack(git, at)
      if (made && fault.kind !== 'branch-exists')
        await git(at.repository, ['update-ref', '-d', `refs/heads/${at.branch}`, head])
      if (firstMade !== undefined) await rmdir(folder).catch(() => undefined)
      return fail(fault)
    }
    notes.push({ kind: 'hook-failed', reason: reasonOf({ ...run, stderr: withoutProgress(run.stderr) }) })
  }
  const submodules = await submodulesOf(git, at.path)
  if (submodules.length > 0) notes.push({ kind: 'submodules', paths: submodules })
  if (lag) notes.push({ kind: 'behind', base: at.base, ...lag })
  return ok({ path: await realPlace(at.path), head, made, notes })
}

function argumentsFor({ path, branch }: NewWorktree, { head, made }: Choice): string[] {
  if (branch === null) return ['--detach', '--', path, head]
  return made ? ['--no-track', '-b', branch, '--', path, head] : ['--', path, branch]
}

/** Whether git got as far as the hook: what it gives up on before that, it removes itself. */
async function isWhole(path: string): Promise<boolean> {
  const gitFolder = await gitFolderOf(path)
  return gitFolder !== null && (await exists(join(gitFolder, 'index')))
}

/** Takes away what a git that failed or was killed left of a worktree, and nothing that somebody put there meanwhile. */
async function takeBack(git: Git, at: NewWorktree): Promise<void> {
  if ((await gitFolderOf(at.path)) !== null) await rm(at.path, { recursive: true, force: true, maxRetries: 3 })
  else await rmdir(at.path).catch(() => undefined)
  if (!(await exists(at.path))) await forgetMissing(git, at)
}

/** What git says where somebody came in between: it looks again, after all that was looked at here. */
function faultOf(at: NewWorktree, reason: string): AddFault {
  const branch = at.branch ?? ''
  if (/^a branch named '.*' already exists$/s.test(reason)) return { kind: 'branch-exists', branch }
  if (/^'.*' already exists$/s.test(reason)) return { kind: 'worktree-in-the-way', path: at.path }
  const taken = /^'.*' is already (?:checked out|used by worktree) at '(.*)'$/s.exec(reason)
  if (taken) return { kind: 'branch-checked-out', branch, path: taken[1] ?? '' }
  return { kind: 'git-failed', verb: 'worktree add', reason }
}

const withoutProgress = (stderr: string) =>
  stderr
    .split(/\r?\n|\r/)
    .filter((line) => !/^(?:Preparing worktree|Updating files|HEAD is now at)/.test(line))
    .join('\n')

async function submodulesOf(git: Git, path: string): Promise<string[]> {
  if (!(await exists(`${path}/.gitmodules`))) return []
  const run = await git(path, ['config', '-z', '--file', '.gitmodules', '--get-regexp', '^submodule\\..*\\.path$'])
  return run.stdout
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => entry.slice(entry.indexOf('\n') + 1))
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}
