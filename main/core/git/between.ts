import type { FaultOf } from '../../../preload/protocol/faults.ts'
import type { FileChange, FileDiff } from '../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { type Git, reasonOf } from './git.ts'
import { changeArguments, parseChanges } from './merge/file-changes.ts'

const longestPatch = 400_000

/** The files that differ between two commits or snapshots. */
export async function changesBetween(
  git: Git,
  repository: string,
  a: string,
  b: string,
): Promise<Result<FileChange[], FaultOf<'git-failed'>>> {
  const run = await git(repository, ['diff', ...changeArguments, a, b, '--'])
  return run.exit === 0
    ? ok(parseChanges(run.stdout))
    : fail({ kind: 'git-failed', verb: 'diff', reason: reasonOf(run) })
}

/** The same with a unified diff a file. */
export async function diffBetween(
  git: Git,
  repository: string,
  a: string,
  b: string,
): Promise<Result<FileDiff[], FaultOf<'git-failed'>>> {
  const changes = await changesBetween(git, repository, a, b)
  if (!changes.ok) return changes
  const diffs: FileDiff[] = []
  for (const change of changes.value) {
    const paths = change.from === null ? [change.path] : [change.from, change.path]
    const run = await git(repository, ['diff', '--no-color', '--no-ext-diff', '-M', a, b, '--', ...paths])
    if (run.exit !== 0) return fail({ kind: 'git-failed', verb: 'diff', reason: reasonOf(run) })
    const patch = run.stdout.slice(Math.max(0, run.stdout.indexOf('\n@@ ') + 1))
    diffs.push({ change, patch: run.stdout.includes('\n@@ ') && patch.length <= longestPatch ? patch : '' })
  }
  return ok(diffs)
}
