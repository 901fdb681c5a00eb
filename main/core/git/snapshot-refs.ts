import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { type Git, reasonOf } from './git.ts'
import { quietGit } from './quiet-git.ts'

const all = 'refs/ikigai/'

/** A snapshot by the ref that keeps it. */
export type KeptRef = { ref: string; id: string }

/** All refs of the app's own. */
export async function snapshotRefs(git: Git, repository: string): Promise<Result<KeptRef[], FaultOf<'git-failed'>>> {
  const run = await git(repository, ['for-each-ref', '--format=%(objectname) %(refname)', all])
  if (run.exit !== 0) return fail({ kind: 'git-failed', verb: 'for-each-ref', reason: reasonOf(run) })
  const lines = run.stdout.split('\n').filter((line) => line !== '')
  return ok(lines.map((line) => ({ id: line.slice(0, line.indexOf(' ')), ref: line.slice(line.indexOf(' ') + 1) })))
}

/**
 * How many bytes of the repository snapshots alone take up. What a branch, a
 * tag, a reflog, an index or another ref of the app's reaches does not count.
 */
export async function bytesOfAlone(
  git: Git,
  repository: string,
  { alone, others }: { alone: readonly KeptRef[]; others: readonly KeptRef[] },
): Promise<Result<number, FaultOf<'git-failed'>>> {
  if (alone.length === 0) return ok(0)
  const stdin = [...alone.map(({ id }) => `${id}\n`), ...others.map(({ id }) => `^${id}\n`)].join('')
  const reached = ['--not', `--exclude=${all}*`, '--all', '--reflog', '--indexed-objects']
  const run = await git(repository, ['rev-list', '--objects', '--disk-usage', '--stdin', ...reached], { stdin })
  if (run.exit !== 0) return fail({ kind: 'git-failed', verb: 'rev-list', reason: reasonOf(run) })
  return ok(Number(run.stdout.trim()))
}

/**
 * Deletes snapshots, all of them or none. Their objects go when git next cleans
 * up, two weeks later by default. A ref that has moved since is not deleted.
 */
export async function dropRefs(
  git: Git,
  repository: string,
  refs: readonly KeptRef[],
): Promise<Result<void, FaultOf<'git-failed'>>> {
  if (refs.length === 0) return ok(undefined)
  const stdin = refs.map(({ ref, id }) => `delete ${ref}\0${id}\0`).join('')
  const run = await quietGit(git, repository, 'none')(['update-ref', '-z', '--stdin'], { stdin, encoding: 'utf8' })
  return run.ok ? ok(undefined) : run
}
