import type { FaultOf } from '../../../../preload/protocol/faults.ts'
import type { FileChange } from '../../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../../preload/protocol/result.ts'
import { type Git, reasonOf } from '../git.ts'
import { changeArguments, parseChanges } from './file-changes.ts'

/** Two ends of a difference: commits or trees. */
export type Between = { from: string; to: string }

/** What one file's diff may be long, in characters; a longer one is said to be too large. */
const longestPatch = 400_000

/** For a diff that people read: no colours, no programs of the user's, renames found, a submodule as its commit. */
const patchArguments = ['diff', '--no-color', '--no-ext-diff', '--no-textconv', '--submodule=short', '-M'] as const

/** A path is the name of a file and nothing else, whatever it begins with. */
const literally = { env: { GIT_LITERAL_PATHSPECS: '1' } }

/** The hunks of what git printed about one file; empty where it has none to show, or too much. */
export function patchOf(printed: string): string {
  const start = printed.indexOf('\n@@ ') + 1
  return start === 0 || printed.length - start > longestPatch ? '' : printed.slice(start)
}

/** The files that differ, with their lines. */
export async function filesBetween(
  git: Git,
  repository: string,
  { from, to }: Between,
): Promise<Result<FileChange[], FaultOf<'git-failed'>>> {
  const run = await git(repository, ['diff-tree', '-r', ...changeArguments, from, to, '--'])
  if (run.exit !== 0) return fail({ kind: 'git-failed', verb: 'diff-tree', reason: reasonOf(run) })
  return ok(parseChanges(run.stdout))
}

/** How one file differs, as a unified diff without its header. `was`: its path before a rename. */
export async function patchBetween(
  git: Git,
  at: { repository: string; agentId: string },
  { from, to }: Between,
  { file, was }: { file: string; was: string | null },
): Promise<Result<string, FaultOf<'git-failed'>>> {
  const paths = was === null ? [file] : [was, file]
  const options = { ...literally, for: at.agentId }
  const run = await git(at.repository, [...patchArguments, from, to, '--', ...paths], options)
  return run.exit === 0 ? ok(patchOf(run.stdout)) : fail({ kind: 'git-failed', verb: 'diff', reason: reasonOf(run) })
}
