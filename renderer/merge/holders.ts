import type { Branch } from '../../preload/protocol/git.ts'
import type { Agent } from '../../preload/protocol/state.ts'

type Placed = Pick<Agent, 'name' | 'kind' | 'ownWorktree' | 'status'>

/** The agent that a branch is the place of: the one with its own worktree on it, or the root. Helpers that only share a directory do not hold its branch. */
export function holderOf<T extends Placed>(agents: readonly T[], branch: string): T | undefined {
  return agents.find(({ kind, ownWorktree, status }) => (ownWorktree || kind === 'root') && status.branch === branch)
}

/** What people call a branch: the agent that holds it, else the branch itself. */
export function branchName(agents: readonly Placed[], branch: string): string {
  return holderOf(agents, branch)?.name ?? branch
}

/** Why an agent's branch cannot be merged into that one, as a sentence; null: it can be tried. */
export function obstacle(source: Placed, target: string | null, called: string): string | null {
  const { branch } = source.status
  if (branch === null) return `${source.name} is on no branch, so there is nothing to merge from.`
  if (target === null) return `${called} is on no branch, so there is nothing to merge into.`
  if (branch !== target) return null
  return source.name === called
    ? `${called} is where it already is.`
    : `${source.name} and ${called} are on the same branch.`
}

/** A branch that an agent could be merged into; `agent` where one holds it. */
export type Place<T> = { branch: string; agent: T | undefined }

/** Where an agent can be merged to: its base first, then the branches of agents in tab order, then the rest. */
export function placesFor<T extends Placed & Pick<Agent, 'base'>>(
  source: T,
  agents: readonly T[],
  branches: readonly Branch[],
): Place<T>[] {
  const held = agents
    .filter((agent) => holderOf(agents, agent.status.branch ?? '') === agent)
    .map((agent) => ({ branch: agent.status.branch ?? '', agent }))
  const taken = new Set(held.map(({ branch }) => branch))
  const free = branches.filter(({ name }) => !taken.has(name)).map(({ name }) => ({ branch: name, agent: undefined }))
  const base = ({ branch }: { branch: string }) => (branch === source.base ? 0 : 1)
  return [...held, ...free]
    .filter(({ branch }) => branch !== source.status.branch)
    .toSorted((a, b) => base(a) - base(b))
}
