import type { DeclaredFault } from '../../../preload/protocol/contract.ts'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { Project } from '../project.ts'
import { type Destination, destinationOf } from './destination.ts'
import type { WorktreeWish } from './own-worktree.ts'
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
 * they were there, on a branch at the commit of then. All or nothing.
 */
export async function forkAgent(
  project: Project,
  { agentId, place, name, worktree }: Fork,
): Promise<Result<NewHelper, DeclaredFault<'agent.fork'>>> {
  const found = await destinationOf(project, agentId, { kind: 'place', id: place })
  if (!found.ok) return fail({ kind: 'no-entry' })
  const { files, position } = found.value
  const start = worktree === null ? ok(null) : startOf(found.value.name, files)
  if (!start.ok) return start
  return newHelper(project, {
    parentId: agentId,
    name,
    worktree: worktree && { ...worktree, start: start.value },
    from: position,
  })
}

/** Where the worktree of a fork begins. */
function startOf(
  name: string,
  files: Destination['files'],
): Result<NonNullable<WorktreeWish['start']>, FaultOf<'no-snapshot'>> {
  if ('missing' in files) return fail({ kind: 'no-snapshot', name, why: files.missing })
  const { head: commit, snapshot } = files
  if (commit === null)
    return fail({ kind: 'no-snapshot', name, why: 'there was no commit yet that a branch could begin at' })
  return ok({ commit, snapshot })
}
