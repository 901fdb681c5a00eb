import type { DeclaredFault } from '../../../preload/protocol/contract.ts'
import { fail, type Result } from '../../../preload/protocol/result.ts'
import { restoreSnapshot } from '../git/restore-snapshot.ts'
import type { Project } from '../project.ts'
import { destinationOf } from './destination.ts'
import { type NewHelper, newHelper } from './roster.ts'

export type Fork = {
  agentId: string
  /** The entry of a place. */
  place: string
  name: string | null
  worktree: { branch: string | null; base: string | null } | null
}

/**
 * Makes an agent whose conversation goes on from a place: the prefix is shared
 * and nothing is copied (SPEC section 3). With a worktree it gets the files as
 * they were there, on a branch that begins at the commit of then.
 */
export async function forkAgent(
  project: Project,
  { agentId, place, name, worktree }: Fork,
): Promise<Result<NewHelper, DeclaredFault<'agent.fork'>>> {
  const found = await destinationOf(project, agentId, { kind: 'place', id: place })
  if (!found.ok) return fail({ kind: 'no-entry' })
  const { files, position } = found.value
  if (worktree !== null && 'missing' in files) {
    return fail({ kind: 'no-snapshot', name: found.value.name, why: files.missing })
  }
  const start = 'missing' in files ? null : files.head
  const made = await newHelper(project, {
    parentId: agentId,
    name,
    worktree: worktree && { ...worktree, start },
    from: position,
  })
  if (!made.ok || worktree === null || 'missing' in files) return made
  const { agent } = made.value
  const restored = await project.write((git) =>
    restoreSnapshot(git, { path: agent.directory, snapshot: files.snapshot }),
  )
  if (!restored.ok) return restored
  return made
}
