import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { type Git, reasonOf } from './git.ts'
import { quietGit } from './quiet-git.ts'

const all = 'refs/ikigai/'

/**
 * The snapshots that nothing needs any more, and how many bytes of the
 * repository they alone take up. What a branch, a tag, a reflog, an index or a
 * snapshot among `keep` (full names of refs) reaches does not count.
 */
export async function snapshotsSize(
  git: Git,
  repository: string,
  keep: readonly string[],
): Promise<Result<{ refs: string[]; bytes: number }, FaultOf<'git-failed'>>> {
  const listed = await git(repository, ['for-each-ref', '--format=%(refname)', all])
  if (listed.exit !== 0) return fail({ kind: 'git-failed', verb: 'for-each-ref', reason: reasonOf(listed) })
  const kept = new Set(keep)
  const names = listed.stdout.split('\n').filter((name) => name !== '')
  const refs = names.filter((name) => !kept.has(name))
  if (refs.length === 0) return ok({ refs, bytes: 0 })
  const stdin = [...refs, ...names.filter((name) => kept.has(name)).map((name) => `^${name}`)]
  const others = ['--not', `--exclude=${all}*`, '--all', '--reflog', '--indexed-objects']
  const run = await git(repository, ['rev-list', '--objects', '--disk-usage', '--stdin', ...others], {
    stdin: stdin.map((line) => `${line}\n`).join(''),
  })
  if (run.exit !== 0) return fail({ kind: 'git-failed', verb: 'rev-list', reason: reasonOf(run) })
  return ok({ refs, bytes: Number(run.stdout.trim()) })
}

/**
 * Deletes snapshots, all of them or none. Their objects go when git next cleans
 * up, two weeks later by default. A ref that is no snapshot is never deleted.
 */
export async function dropRefs(
  git: Git,
  repository: string,
  refs: readonly string[],
): Promise<Result<void, FaultOf<'git-failed'>>> {
  const ours = refs.filter((ref) => ref.startsWith(all))
  if (ours.length === 0) return ok(undefined)
  const stdin = ours.map((ref) => `delete ${ref}\0\0`).join('')
  const run = await quietGit(git, repository, 'none')(['update-ref', '-z', '--stdin'], { stdin, encoding: 'utf8' })
  return run.ok ? ok(undefined) : run
}
