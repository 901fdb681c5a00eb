import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { type Git, reasonOf } from './git.ts'

/** The paths that differ in any of several pairs of commits (git-diff-tree(1), --stdin). A pair that is not there any more tells nothing. */
export async function changedPaths(
  git: Git,
  repository: string,
  pairs: readonly (readonly [string, string])[],
): Promise<Result<Set<string>, FaultOf<'git-failed'>>> {
  const differing = pairs.filter(([from, to]) => from !== to)
  if (differing.length === 0) return ok(new Set())
  // two trees a line: of two commits it would take the second for a parent
  const stdin = differing.map((pair) => pair.map((id) => `${id}^{tree}\n`).join('')).join('')
  const trees = await git(repository, ['cat-file', '--batch-check=%(objectname)'], { stdin })
  if (trees.exit !== 0) return fail({ kind: 'git-failed', verb: 'cat-file', reason: reasonOf(trees) })
  const ids = trees.stdout.split('\n')
  const pairsThere = differing.map((_, at) => ids.slice(at * 2, at * 2 + 2)).filter((pair) => pair.every(isId))
  const lines = pairsThere.map((pair) => `${pair.join(' ')}\n`).join('')
  const run = await git(repository, ['diff-tree', '--stdin', '-r', '-z', '--name-only', '--no-renames'], {
    stdin: lines,
  })
  if (run.exit !== 0) return fail({ kind: 'git-failed', verb: 'diff-tree', reason: reasonOf(run) })
  // each pair is headed by the ids themselves, ended by a line break: one of equal trees is nothing but its head
  return ok(
    new Set(
      run.stdout
        .split('\0')
        .map((name) => name.replace(/^(?:[0-9a-f]{40,64} [0-9a-f]{40,64}\n)+/, ''))
        .filter(Boolean),
    ),
  )
}

/** Of what is not there git says so behind its name. */
const isId = (line: string) => /^[0-9a-f]{40,64}$/.test(line)
