import type { Agent } from '../../preload/protocol/state.ts'

export type Twig = { agent: Agent; depth: number }

/** Agents as a tree, each followed by its children, siblings in tab order. One whose parent is closed stands at the top. */
export function treeOf(agents: readonly Agent[]): Twig[] {
  const open = new Set(agents.map(({ id }) => id))
  const under = (parentId: string | null, depth: number): Twig[] =>
    agents
      .filter((agent) => (agent.parentId !== null && open.has(agent.parentId) ? agent.parentId : null) === parentId)
      .flatMap((agent) => [{ agent, depth }, ...under(agent.id, depth + 1)])
  return under(null, 0)
}
