import type { DeclaredFault } from '../../../preload/protocol/contract.ts'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { Agent } from '../../../preload/protocol/state.ts'
import type { Git } from '../git/git.ts'
import { findIgnored, type Ignored } from '../git/ignored-files.ts'
import { underwayAt } from '../git/merge/underway.ts'
import { whetherRemovable } from '../git/remove-worktree.ts'
import { type LeftOut, leftOutOf } from '../git/snapshot.ts'
import { unpublishedSubmodules } from '../git/unpublished.ts'
import type { Project } from '../project.ts'

/**
 * Whether an agent's own worktree may go now, asked before anything is merged or
 * removed: nobody uses it, and all that is in it can be kept.
 *
 * One that somebody removed or cut off may: there is nothing to remove. To be
 * run in the queue of writes, since it looks as a snapshot does.
 */
export async function whyStays(
  project: Project,
  git: Git,
  agent: Agent,
): Promise<Result<void, DeclaredFault<'agent.close'>>> {
  const { info, feed } = project
  const { directory: path } = agent
  const at = { repository: info.path, path }
  const other = feed.state().agents.find((one) => one.id !== agent.id && one.directory === path)
  if (other) return fail({ kind: 'worktree-busy', path, by: `the agent ${other.name}` })
  const removable = await whetherRemovable(git, at)
  if (!removable.ok) {
    const { kind } = removable.fault
    return kind === 'worktree-gone' || kind === 'not-a-worktree' ? ok(undefined) : removable
  }
  if (removable.value.prunable) return ok(undefined)

  const what = await underwayAt(path)
  // a merge is part of the snapshot; of the others it would lose how far they are
  if (what !== null && what !== 'merge') return fail({ kind: 'underway', path, what })
  const [submodule] = await unpublishedSubmodules(git, path)
  if (submodule !== undefined) {
    const why = 'it is a submodule with commits that no remote has'
    return fail({ kind: 'not-keepable', path, what: submodule, why })
  }
  const leftOut = await leftOutOf(git, path)
  if (!leftOut.ok) return leftOut
  const ignored = await findIgnored(git, at)
  if (!ignored.ok) return ignored
  return whetherKeepable(path, leftOut.value, ignored.value)
}

/** Whether a snapshot, with the ignored files beside it, holds all that matters. */
export function whetherKeepable(
  path: string,
  leftOut: readonly LeftOut[],
  ignored: Pick<Ignored, 'repositories' | 'unreadable'>,
): Result<void, FaultOf<'not-keepable'>> {
  const inner = ignored.repositories.map((path): LeftOut => ({ path, why: 'nested-repository' }))
  const unreadable = ignored.unreadable.map((path): LeftOut => ({ path, why: 'unreadable' }))
  const [out] = [...leftOut, ...inner, ...unreadable]
  return out ? fail({ kind: 'not-keepable', path, what: out.path, why: reasons[out.why] }) : ok(undefined)
}

const reasons: Record<LeftOut['why'], string> = {
  'nested-repository': 'it is a repository of its own',
  submodule: 'it is a submodule with changes of its own',
  unreadable: 'it cannot be read',
  'too-large': 'it is too large',
}
