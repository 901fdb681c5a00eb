import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { type Git, reasonOf } from './git.ts'

type Wish = { repository: string; branch: string | null; base: string; mode: 'make' | 'attach' | 'attach-or-make' }

export type Choice = {
  /** Full object id that the worktree will start at. */
  head: string
  /** The branch does not exist yet. */
  made: boolean
}

/** `at`: where it is checked out; `behind`: the ref that it is only another name for; else empty. */
type Near = { name: string; head: string; at: string; behind: string }

type ChooseFault = FaultOf<
  | 'no-commits'
  | 'base-missing'
  | 'branch-missing'
  | 'branch-exists'
  | 'branch-checked-out'
  | 'bad-branch-name'
  | 'git-failed'
>

/** What a wish for a branch comes to, before anything is changed. */
export async function chooseBranch(git: Git, wish: Wish): Promise<Result<Choice, ChooseFault>> {
  const { repository, branch, mode } = wish
  if (branch === null) return baseOf(git, wish, null)
  const [named, known] = await Promise.all([
    checkBranchName(git, repository, branch),
    branchesNear(git, repository, branch, wish.base),
  ])
  if (!named.ok) return named
  if (!known.ok) return known
  const { near, base } = known.value
  const same = near.find(({ name }) => name === branch)
  if (same) {
    if (mode === 'make') return fail({ kind: 'branch-exists', branch })
    if (same.behind !== '') {
      // git would check out that one, though another worktree has it
      const why = `it is another name for '${same.behind.replace(/^refs\/heads\//, '')}'`
      return fail({ kind: 'bad-branch-name', name: branch, why })
    }
    if (same.at !== '') return fail({ kind: 'branch-checked-out', branch, path: same.at })
    return ok({ head: same.head, made: false })
  }
  if (mode === 'attach') return fail({ kind: 'branch-missing', name: branch })
  const [other] = near
  // git keeps branches as files: `a` and `a/b` cannot both be
  if (other) return fail({ kind: 'bad-branch-name', name: branch, why: `the branch '${other.name}' is in its way` })
  return baseOf(git, wish, base)
}

/** Where a new worktree begins; `known`: the commit of its base, where that is known already. */
async function baseOf(
  git: Git,
  { repository, branch, base }: Wish,
  known: string | null,
): Promise<Result<Choice, FaultOf<'base-missing' | 'no-commits'>>> {
  const head = known ?? (await commitOf(git, repository, base))
  if (head !== null) return ok({ head, made: branch !== null })
  const any = await git(repository, ['rev-parse', '--verify', '--quiet', 'HEAD'])
  return fail(any.exit === 0 ? { kind: 'base-missing', name: base } : { kind: 'no-commits' })
}

/** Letters, digits, `-` and `_` in parts: git allows all of these, and need not be asked. */
const plainName = /^[a-z0-9][a-z0-9_-]*(?:\/[a-z0-9_-]+)*$/i

/** Checks a branch's name by git's own rules (git-check-ref-format(1)); `@{-1}` and its like are not names. */
export async function checkBranchName(
  git: Git,
  directory: string,
  name: string,
): Promise<Result<string, FaultOf<'bad-branch-name'>>> {
  if (plainName.test(name) && name !== 'HEAD') return ok(name)
  const run = await git(directory, ['check-ref-format', '--branch', name])
  if (run.exit === 0 && run.stdout === `${name}\n`) return ok(name)
  return fail({ kind: 'bad-branch-name', name, why: 'git does not allow that name' })
}

/** The commit that a branch, else any other name, stands for; null: none. */
export async function commitOf(git: Git, directory: string, name: string): Promise<string | null> {
  for (const candidate of [`refs/heads/${name}`, name]) {
    const run = await git(directory, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${candidate}^{commit}`])
    if (run.exit === 0) return run.stdout.trim()
  }
  return null
}

/** How many commits a branch lacks of its upstream, as far as was last fetched; null: none, or no upstream. */
export async function lagOf(
  git: Git,
  directory: string,
  branch: string,
): Promise<{ upstream: string; commits: number } | null> {
  const run = await git(directory, [
    'for-each-ref',
    '--format=%(refname)%00%(upstream:short)%00%(upstream:track)',
    `refs/heads/${branch}`,
  ])
  const line = run.stdout.split('\n').find((one) => one.startsWith(`refs/heads/${branch}\0`))
  const [, upstream = '', track = ''] = line?.split('\0') ?? []
  const commits = Number(/behind (\d+)/.exec(track)?.[1] ?? 0)
  return commits > 0 ? { upstream, commits } : null
}

/** The branch itself where it exists, those below it, those that it would be below; and the commit of its base, where that is a branch. */
async function branchesNear(
  git: Git,
  directory: string,
  branch: string,
  base: string,
): Promise<Result<{ near: Near[]; base: string | null }, FaultOf<'git-failed'>>> {
  const parts = branch.split('/')
  const names = parts.map((_, index) => `refs/heads/${parts.slice(0, index + 1).join('/')}`)
  const format = '--format=%(refname)%00%(objectname)%00%(worktreepath)%00%(symref)%00'
  const run = await git(directory, ['for-each-ref', format, ...names, `refs/heads/${base}`])
  if (run.exit !== 0) return fail({ kind: 'git-failed', verb: 'for-each-ref', reason: reasonOf(run) })
  const fields = run.stdout.split('\0')
  const found: Near[] = []
  for (let at = 0; at + 3 < fields.length; at += 4) {
    const name = (fields[at] ?? '').replace(/^\n/, '').slice('refs/heads/'.length)
    const [head = '', place = '', behind = ''] = fields.slice(at + 1, at + 4)
    found.push({ name, head, at: place, behind })
  }
  return ok({
    near: found.filter(({ name }) => `${name}/`.startsWith(`${branch}/`) || branch.startsWith(`${name}/`)),
    base: found.find(({ name }) => name === base)?.head ?? null,
  })
}
