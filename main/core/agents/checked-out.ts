import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { Agent } from '../../../preload/protocol/state.ts'
import type { Git } from '../git/git.ts'
import { listWorktrees } from '../git/worktree-list.ts'
import { findAgent } from './find.ts'

/** The folder of the worktree that has a branch checked out, whoever made it; null: none has. */
export async function checkedOutAt(
  git: Git,
  repository: string,
  branch: string,
): Promise<Result<string | null, FaultOf<'git-failed'>>> {
  const worktrees = await listWorktrees(git, repository)
  if (!worktrees.ok) return worktrees
  return ok(worktrees.value.find((worktree) => worktree.branch === branch && !worktree.prunable)?.path ?? null)
}

/** The branch that an agent's directory has checked out; a detached one has nothing to merge from or into. */
export function branchOfAgent(agent: Agent): Result<string, FaultOf<'agent-detached'>> {
  const { branch } = agent.status
  return branch === null ? fail({ kind: 'agent-detached', name: agent.name }) : ok(branch)
}

/**
 * The branch that a typed merge target means: an agent's by its exact name,
 * else a branch, else an agent's by a part of its name.
 */
export function branchMeant(
  agents: readonly Agent[],
  branches: readonly { name: string }[],
  typed: string,
): Result<string, FaultOf<'agent-detached' | 'no-target' | 'agent-ambiguous'>> {
  const named = agents.find(({ name }) => name.toLowerCase() === typed.toLowerCase())
  if (named) return branchOfAgent(named)
  if (branches.some(({ name }) => name === typed)) return ok(typed)
  const found = findAgent(agents, typed)
  if (found.ok) return branchOfAgent(found.value)
  return fail(found.fault.kind === 'no-agent' ? { kind: 'no-target', name: typed } : found.fault)
}
