import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { reasonOf } from '../git/git.ts'
import type { Refusal } from './refusals.ts'
import type { ToolContext } from './tool.ts'

const listing = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate']
const gone = ['ls-files', '-z', '--deleted']

/**
 * The files of the agent's directory that git does not ignore, in the order of their names.
 *
 * Names come as they are: with `-z` git quotes none. Deleted files that are
 * still in the index are left out, and so are other agents' worktrees.
 */
export async function projectFiles(
  context: Pick<ToolContext, 'git' | 'directory' | 'signal'>,
): Promise<Result<string[], Refusal>> {
  const { git, directory, signal } = context
  const [listed, deleted] = await Promise.all([git(directory, listing, { signal }), git(directory, gone, { signal })])
  for (const run of [listed, deleted]) {
    if (run.exit !== 0) return fail({ kind: 'git-failed', verb: 'ls-files', reason: reasonOf(run) })
  }
  const missing = new Set(deleted.stdout.split('\0'))
  const there = listed.stdout.split('\0').filter((name) => name !== '' && !missing.has(name))
  return ok(there.filter((name) => !name.startsWith('.worktrees/')).toSorted())
}
