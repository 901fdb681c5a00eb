import type { DeclaredFault, Output } from '../../../preload/protocol/contract.ts'
import type { FileChange, FileDiff } from '../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { reasonOf } from '../git/git.ts'
import { changesAt } from '../git/merge/changes-at.ts'
import { commitAll } from '../git/merge/commit-all.ts'
import { agentOf, type Project } from '../project.ts'

/** What one file's diff may be long, in characters; a longer one is said to be too large. */
const longestPatch = 400_000

/** Commits everything in an agent's directory, hooks and signing as in the user's own git. */
export async function commitWork(
  project: Project,
  agentId: string,
  message: string,
): Promise<Result<Output<'commit.run'>, DeclaredFault<'commit.run'>>> {
  const { directory } = agentOf(project, agentId)
  const done = await project.write((git) => commitAll(git, directory, message))
  return done.ok ? ok({ id: done.value, subject: message.trim().split('\n')[0] ?? '' }) : done
}

/** The files that a commit of everything would hold. */
export function uncommittedWork(
  project: Project,
  agentId: string,
): Promise<Result<FileChange[], DeclaredFault<'commit.preview'>>> {
  return changesAt(project.git, agentOf(project, agentId).directory)
}

/** The changes in an agent's directory, a unified diff a file. */
export async function readDiff(
  project: Project,
  wish: { agentId: string; file: string | null; staged: boolean },
): Promise<Result<FileDiff[], DeclaredFault<'diff.read'>>> {
  const { directory } = agentOf(project, wish.agentId)
  const changes = await uncommittedWork(project, wish.agentId)
  if (!changes.ok) return changes
  const wanted = changes.value.filter(({ path }) => wish.file === null || path === wish.file)
  const diffs: FileDiff[] = []
  for (const change of wanted) {
    const run = await project.git(directory, diffArguments(change, wish.staged))
    // --no-index answers 1 where there is a difference
    if (run.exit > 1) return fail({ kind: 'git-failed', verb: 'diff', reason: reasonOf(run) })
    const patch = run.stdout.slice(Math.max(0, run.stdout.indexOf('\n@@ ') + 1))
    if (run.stdout !== '')
      diffs.push({ change, patch: run.stdout.includes('\n@@ ') && patch.length <= longestPatch ? patch : '' })
  }
  return ok(diffs)
}

function diffArguments({ path, status, from }: FileChange, staged: boolean): string[] {
  const plain = ['diff', '--no-color', '--no-ext-diff', '-M']
  if (staged) return [...plain, '--cached', '--', ...(from === null ? [] : [from]), path]
  if (status === '?') return [...plain, '--no-index', '--', '/dev/null', path]
  return [...plain, 'HEAD', '--', ...(from === null ? [] : [from]), path]
}
