import { posix } from 'node:path'
import type { DeclaredFault, Output } from '../../../preload/protocol/contract.ts'
import type { FileChange, FileDiff } from '../../../preload/protocol/git.ts'
import { ok, type Result } from '../../../preload/protocol/result.ts'
import { changesAt, diffsAt, stagedAt } from '../git/merge/changes-at.ts'
import { commitAll } from '../git/merge/commit-all.ts'
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

/** The changes in an agent's directory, a unified diff a file. `file`: of this file, or of all in this folder. */
export async function readDiff(
  project: Project,
  wish: { agentId: string; file: string | null; staged: boolean },
): Promise<Result<FileDiff[], DeclaredFault<'diff.read'>>> {
  const { directory } = agentOf(project, wish.agentId)
  const diffs = await (wish.staged ? stagedAt : diffsAt)(project.git, directory)
  if (!diffs.ok || wish.file === null) return diffs
  const wanted = posix.normalize(wish.file).replace(/\/$/, '')
  const isWanted = (path: string | null) => wanted === '.' || `${path}/`.startsWith(`${wanted}/`)
  return ok(diffs.value.filter(({ change }) => isWanted(change.path) || isWanted(change.from)))
}
