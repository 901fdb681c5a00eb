import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { Agent } from '../../../preload/protocol/state.ts'
import { findAgent } from './find.ts'

/**
 * The branch that an agent's directory has checked out; a detached one has
 * nothing to merge from or into, and a rebase is the usual reason for that.
 */
export function branchOfAgent(agent: Agent): Result<string, FaultOf<'agent-detached' | 'underway'>> {
  const { branch, underway } = agent.status
  if (branch !== null) return ok(branch)
  return fail(
    underway === null
      ? { kind: 'agent-detached', name: agent.name }
      : { kind: 'underway', path: agent.directory, what: underway },
  )
}

/**
 * The branch that a typed merge target means: a branch by its exact name, else
 * that of an agent. The branch comes first, since the root agent is called main
 * whatever it has checked out, and `/agent merge main` must not land elsewhere.
 */
export function branchMeant(
  agents: readonly Agent[],
  branches: readonly { name: string }[],
  typed: string,
): Result<string, FaultOf<'agent-detached' | 'underway' | 'no-target' | 'agent-ambiguous'>> {
  if (branches.some(({ name }) => name === typed)) return ok(typed)
  const found = findAgent(agents, typed)
  if (found.ok) return branchOfAgent(found.value)
  return fail(found.fault.kind === 'no-agent' ? { kind: 'no-target', name: typed } : found.fault)
}
