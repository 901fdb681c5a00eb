import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { type Git, reasonOf } from './git.ts'

/** The paths that differ in any of several pairs of commits, found in one run of git (git-diff-tree(1), --stdin). */
export async function changedPaths(
  git: Git,
  repository: string,
  pairs: readonly (readonly [string, string])[],
): Promise<Result<Set<string>, FaultOf<'git-failed'>>> {
  const differing = pairs.filter(([from, to]) => from !== to)
  if (differing.length === 0) return ok(new Set())
  // two trees a line: of two commits it would take the second for a parent
  const stdin = differing.map(([from, to]) => `${from}^{tree} ${to}^{tree}`)
  const trees = await git(repository, ['rev-parse', ...stdin.flatMap((line) => line.split(' '))])
  if (trees.exit !== 0) return fail({ kind: 'git-failed', verb: 'rev-parse', reason: reasonOf(trees) })
  const ids = trees.stdout.trim().split('\n')
  const lines = differing.map((_, at) => `${ids[at * 2]} ${ids[at * 2 + 1]}\n`).join('')
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
