import type { Branch } from '../../preload/protocol/git.ts'
import type { Agent } from '../../preload/protocol/state.ts'
import { holderOf } from '../merge/holders.ts'

/** A branch in the tree, told in plain values so that a row is drawn anew only when it changed. */
export type BranchTwig = {
  name: string
  depth: number
  /** The agent that holds it. */
  agentId: string | null
  agentName: string | null
  hue: number | null
  ahead: number
  behind: number
  /** Where somebody else than an agent of Ikigai has it checked out. */
  elsewhere: string | null
}

type Known = Pick<Agent, 'id' | 'name' | 'kind' | 'hue' | 'ownWorktree' | 'status'>

/** Branches as a tree by what they were made from, siblings by name. A branch whose base is gone stands at the top, and so does a ring of bases. */
export function branchTree(branches: readonly Branch[], agents: readonly Known[]): BranchTwig[] {
  const below = Map.groupBy(branches, ({ base }) => base)
  const names = new Set(branches.map(({ name }) => name))
  const twigs: BranchTwig[] = []
  const seen = new Set<string>()

  const grow = (branch: Branch, depth: number) => {
    if (seen.has(branch.name)) return
    seen.add(branch.name)
    twigs.push(twigOf(branch, depth, agents))
    for (const child of sorted(below.get(branch.name))) grow(child, depth + 1)
  }

  for (const branch of sorted(branches)) if (branch.base === null || !names.has(branch.base)) grow(branch, 0)
  for (const branch of sorted(branches)) grow(branch, 0)
  return twigs
}

/** Those whose name holds what is typed, by name and without the tree: their parents may not fit. */
export function fittingBranches(twigs: readonly BranchTwig[], typed: string): BranchTwig[] {
  const wanted = typed.trim().toLowerCase()
  if (wanted === '') return [...twigs]
  return twigs
    .filter(({ name, agentName }) => `${name} ${agentName ?? ''}`.toLowerCase().includes(wanted))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((twig) => ({ ...twig, depth: 0 }))
}

/** What is to be said of a branch besides its name. */
export function describeBranch({ name, agentName, ahead, behind, elsewhere }: BranchTwig): string {
  return [
    agentName !== null && (agentName === name ? 'held by its agent' : `held by ${agentName}`),
    elsewhere !== null && `checked out in ${elsewhere}`,
    ahead > 0 && `${ahead} ahead`,
    behind > 0 && `${behind} behind`,
  ]
    .filter((words) => words !== false)
    .join(', ')
}

function twigOf(branch: Branch, depth: number, agents: readonly Known[]): BranchTwig {
  const agent = holderOf(agents, branch.name)
  return {
    name: branch.name,
    depth,
    agentId: agent?.id ?? null,
    agentName: agent?.name ?? null,
    hue: agent?.hue ?? null,
    ahead: agent?.status.ahead ?? 0,
    behind: agent?.status.behind ?? 0,
    elsewhere: agent ? null : branch.checkedOutAt,
  }
}

function sorted(branches: readonly Branch[] = []): Branch[] {
  return branches.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}
