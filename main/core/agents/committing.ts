import type { DeclaredFault, Output } from '../../../preload/protocol/contract.ts'
import type { FileChange, FileDiff } from '../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { reasonOf } from '../git/git.ts'
import { changesAt } from '../git/merge/changes-at.ts'
import { commitAll } from '../git/merge/commit-all.ts'
import { literally, patchArguments, patchOf } from '../git/merge/diff-between.ts'
import { agentOf, type Project } from '../project.ts'

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
    const run = await project.git(directory, diffArguments(change, wish.staged), literally)
    // --no-index answers 1 where there is a difference
    if (run.exit > 1) return fail({ kind: 'git-failed', verb: 'diff', reason: reasonOf(run) })
    if (run.stdout !== '') diffs.push({ change, patch: patchOf(run.stdout) })
  }
  return ok(diffs)
}

function diffArguments({ path, status, from }: FileChange, staged: boolean): string[] {
  if (staged) return [...patchArguments, '--cached', '--', ...(from === null ? [] : [from]), path]
  if (status === '?') return [...patchArguments, '--no-index', '--', '/dev/null', path]
  return [...patchArguments, 'HEAD', '--', ...(from === null ? [] : [from]), path]
}
