import type { DeclaredFault, Input } from '../../../preload/protocol/contract.ts'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { type Git, reasonOf } from '../git/git.ts'
import { agentOf, type Project } from '../project.ts'
import { branchOfAgent } from './checked-out.ts'
import { awaitMerge, endOffer, offerMerges } from './offering.ts'
import { send } from './send.ts'

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
  const source = branchOfAgent(agent)
  if (!source.ok) return source
  const { underway } = agent.status
  if (underway !== null) return fail({ kind: 'underway', path: directory, what: underway })

  await awaitMerge(project, { agentId, target, rest })
  const merged = await project.write((git) => mergeInto(git, directory, target))
  if (!merged.ok) {
    await endOffer(project, agentId)
    return merged
  }
  const files = merged.value
  if (files.length === 0) return ok(await offerMerges(project))
  const sent = await send(project, agentId, conflictMessage(source.value, target, files))
  if (!sent.ok)
    return fail({ kind: 'git-failed', verb: 'merge', reason: 'the agent could not be told of the conflicts' })
  return ok(undefined)
}

/** Merges a branch into what is checked out; answers with the files in conflict, none where it went through. */
async function mergeInto(
  git: Git,
  directory: string,
  branch: string,
): Promise<Result<string[], FaultOf<'git-failed'>>> {
  const run = await git(directory, ['merge', '--no-edit', '--', branch])
  if (run.exit === 0) return ok([])
  const unmerged = await git(directory, ['diff', '--name-only', '--diff-filter=U', '-z'])
  const files = unmerged.stdout.split('\0').filter((path) => path !== '')
  return files.length > 0 ? ok(files) : fail({ kind: 'git-failed', verb: 'merge', reason: reasonOf(run) })
}

function conflictMessage(source: string, target: string, files: string[]): string {
  return [
    `I merged ${target} into your branch ${source}, and these files are in conflict:`,
    files.map((path) => `- ${path}`).join('\n'),
    'Solve every conflict so that what both sides wanted is kept, run the tests, and commit with git_commit. Do not abort the merge.',
  ].join('\n\n')
}
