import type { Place } from '../../preload/protocol/timeline.ts'

/** Where an agent stands in a tree: the nearest place at or above its head. Null: before every place. */
export type Stand = { agentId: string; place: string | null }

export type TreeNode = {
  place: Place
  /** Oldest first. */
  next: TreeNode[]
  /** Agents that stand here. */
  heads: string[]
  /** Whose path leads through it; the viewed agent's counts before another's. Null: it is abandoned. */
  way: string | null
  /** Of all that is here and below. */
  marks: number
  messages: number
  ends: number
}

export type Forest = {
  nodes: ReadonlyMap<string, TreeNode>
  /** Oldest first. Places that have none above, or none that is known. */
  roots: readonly TreeNode[]
  /** The viewed agent where it stands before every place. */
  heads: readonly string[]
  marks: number
  /** Ways that end somewhere: at a last place, or where an agent stands. */
  paths: number
}

/**
 * Places as the trees that they are, with who stands where and whose path is whose.
 *
 * The first of `stands` is the agent that is viewed.
 */
export function growForest(places: Iterable<Place>, stands: readonly Stand[]): Forest {
  const nodes = new Map<string, TreeNode>()
  for (const place of inTime(places))
    nodes.set(place.id, { place, next: [], heads: [], way: null, marks: 0, messages: 0, ends: 0 })

  const roots: TreeNode[] = []
  for (const node of nodes.values()) {
    const parent = node.place.parentId === null ? undefined : nodes.get(node.place.parentId)
    if (parent) parent.next.push(node)
    else roots.push(node)
  }

  for (const { agentId, place } of stands) walkUp(nodes, place, agentId)
  const order = downwards(roots)
  for (const node of order.toReversed()) addUp(node)
  const [viewed] = stands
  const outside = viewed && viewed.place === null && roots.length > 0 ? [viewed.agentId] : []
  const sum = (of: (node: TreeNode) => number) => roots.reduce((all, node) => all + of(node), 0)
  return {
    nodes,
    roots,
    heads: outside,
    marks: sum(({ marks }) => marks),
    paths: sum(({ ends }) => ends) + outside.length,
  }
}

function inTime(places: Iterable<Place>): Place[] {
  return [...places].sort((a, b) => a.at - b.at)
}

/** Marks the way from where an agent stands to the top, as far as it is nobody's yet. */
function walkUp(nodes: ReadonlyMap<string, TreeNode>, place: string | null, agentId: string) {
  let node = place === null ? undefined : nodes.get(place)
  node?.heads.push(agentId)
  while (node && node.way === null) {
    node.way = agentId
    node = node.place.parentId === null ? undefined : nodes.get(node.place.parentId)
  }
}

/** All nodes, each after the one above it. No recursion: a tree may be thousands of places deep. */
function downwards(roots: readonly TreeNode[]): TreeNode[] {
  const order = [...roots]
  for (const { next } of order) for (const child of next) order.push(child)
  return order
}

/** Counts a node and what is below it, whose own counts stand already. */
function addUp(node: TreeNode) {
  node.marks = node.place.kind === 'mark' ? 1 : 0
  node.messages = 1 - node.marks
  node.ends = node.next.length === 0 || node.heads.length > 0 ? 1 : 0
  for (const { marks, messages, ends } of node.next) {
    node.marks += marks
    node.messages += messages
    node.ends += ends
  }
}
