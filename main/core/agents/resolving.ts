import type { DeclaredFault, Input } from '../../../preload/protocol/contract.ts'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { Agent } from '../../../preload/protocol/state.ts'
import { mergeHere } from '../git/merge/merge-here.ts'
import { underwayAt } from '../git/merge/underway.ts'
import { agentOf, type Project } from '../project.ts'
import { awaitMerge, endOffer, offerMerges } from './offering.ts'
import { send } from './send.ts'
import { standingOf } from './standing.ts'

/**
 * Merges the target into the agent's branch in the agent's own worktree, and
 * gives it the conflicts to solve (SPEC section 4). The target is not touched.
 * The merge is offered again when it is clean.
 */
export async function resolveInAgent(
  project: Project,
  { agentId, target, rest }: Input<'merge.resolve'>,
): Promise<Result<void, DeclaredFault<'merge.resolve'>>> {
  const agent = agentOf(project, agentId)
  const { directory } = agent
  if (!agent.ownWorktree) return fail({ kind: 'no-worktree', name: agent.name })
  const standing = await standingOf(project.git, project.info.path, agent)
  if (!standing.ok) return standing
  const { place, branch } = standing.value
  if (place !== 'there') return fail({ kind: 'worktree-gone', path: directory })
  if (branch === null) return detached(agent)

  const merged = await project.write(async (git): Promise<Result<string[], DeclaredFault<'merge.resolve'>>> => {
    // asked for twice, it is this very merge that is under way, and what waits for it stays
    const what = await underwayAt(directory)
    if (what !== null) return fail({ kind: 'underway', path: directory, what })
    await awaitMerge(project, { agentId, target, rest })
    const done = await mergeHere(git, { worktree: directory, into: branch, branch: target })
    if (!done.ok) await endOffer(project, agentId)
    return done
  })
  if (!merged.ok) return merged
  const files = merged.value
  if (files.length === 0) return ok(await offerMerges(project))
  const sent = await send(project, agentId, conflictMessage(branch, target, files))
  if (!sent.ok)
    return fail({ kind: 'git-failed', verb: 'merge', reason: 'the agent could not be told of the conflicts' })
  return ok(undefined)
}

/** A rebase is the usual reason for a HEAD that is detached. */
async function detached({
  name,
  directory,
}: Agent): Promise<{ ok: false; fault: FaultOf<'underway' | 'agent-detached'> }> {
  const what = await underwayAt(directory)
  return fail(what === null ? { kind: 'agent-detached', name } : { kind: 'underway', path: directory, what })
}

function conflictMessage(source: string, target: string, files: string[]): string {
  return [
    `I merged ${target} into your branch ${source}, and these files are in conflict:`,
    files.map((path) => `- ${path}`).join('\n'),
    'Solve every conflict so that what both sides wanted is kept, run the tests, and commit with git_commit. Do not abort the merge.',
  ].join('\n\n')
}
