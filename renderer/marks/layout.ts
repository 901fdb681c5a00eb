import { foldingFor, lostFold, lostGroups, runFold, runFrom } from './folding.ts'
import type { Forest, TreeNode } from './forest.ts'
import type { Layout, Line, Row } from './rows.ts'

/** What comes next on a way: a place, an agent that stands there, or abandoned ways that fold together. */
type Onward = { node: TreeNode } | { head: string } | { lost: TreeNode[] }

/** Something that has yet to get its row. */
type Waiting = {
  onward: Onward
  lane: number
  from: number
  passing: Line | null
  /** The line that ends here. */
  ends: Line | null
  /** So many more belong to a chain that is folded out. */
  loose: number
}

/**
 * Rows from top to bottom for a tree of places.
 *
 * What the viewed agent's path goes through stands in the leftmost lane. At a
 * fork all other ways come first, oldest first, one lane to the right, and then
 * the line goes on; so a lane is as deep as ways branch off from ways, lines
 * never cross a place, and nothing moves to another lane when something is
 * added below. `opened` are the keys of folds that are folded out.
 */
export function layOut(forest: Forest, agents: readonly string[], opened: ReadonlySet<string>): Layout {
  const [viewed = ''] = agents
  const rank = new Map(agents.map((id, index) => [id, index]))
  const folding = foldingFor(forest.marks)
  const rows: Row[] = []
  const waiting: Waiting[] = []

  /** What comes behind a row: all ways but the main one first. What waits last comes first. */
  function follow(
    from: number,
    nexts: readonly Onward[],
    at: Pick<Waiting, 'lane' | 'passing'>,
    loose = 0,
  ): Line | null {
    const main = mainOf(nexts, rank)
    if (!main) return null
    const line: Line = { to: -1, up: at.passing }
    waiting.push({ lane: at.lane, passing: at.passing, onward: main, from, ends: line, loose })
    const beside = { lane: at.lane + 1, from, passing: line, ends: null, loose: 0 }
    const others = nexts.filter((next) => next !== main)
    for (const onward of gathered(others).toReversed()) waiting.push({ ...beside, onward })
    return line
  }

  /** Ways beside the main one, with what folds of them in the place of its first. */
  function gathered(others: readonly Onward[]): Onward[] {
    const nodes = others.flatMap((one) => ('node' in one ? [one.node] : []))
    const groupOf = new Map(lostGroups(nodes, folding).flatMap((group) => group.map((node) => [node, group])))
    return others.flatMap((one): Onward[] => {
      const group = 'node' in one ? groupOf.get(one.node) : undefined
      if (!group) return [one]
      return 'node' in one && group[0] === one.node ? [{ lost: group }] : []
    })
  }

  function place(one: Waiting) {
    const { onward, lane, from, passing, ends } = one
    if (ends) ends.to = rows.length
    const standing = { lane, from, passing }
    if ('head' in onward) {
      const agentId = onward.head
      rows.push({ ...standing, way: agentId, key: `head ${agentId}`, down: null, kind: 'head', agentId })
    } else if ('lost' in onward) {
      const key = `lost ${onward.lost[0]?.place.id}`
      const fold = lostFold(onward.lost, opened.has(key))
      rows.push({ ...standing, way: null, key, down: null, kind: 'fold', fold })
      if (fold.open) for (const node of onward.lost.toReversed()) waiting.push({ ...one, onward: { node } })
    } else placeNode(one, onward.node, { ...standing, way: onward.node.way })
  }

  function placeNode(one: Waiting, node: TreeNode, standing: Pick<Row, 'lane' | 'from' | 'passing' | 'way'>) {
    const index = rows.length
    const chain = one.loose > 0 ? [] : runFrom(node, viewed, folding)
    const last = chain.at(-1)
    if (!last) {
      const down = follow(index, onwards(node), one, Math.max(0, one.loose - 1))
      rows.push({ ...standing, key: node.place.id, down, kind: 'place', place: node.place })
      return
    }
    const key = `run ${node.place.id}`
    const fold = runFold(chain, opened.has(key))
    const down = fold.open ? follow(index, [{ node }], one, chain.length) : follow(index, onwards(last), one)
    rows.push({ ...standing, key, down, kind: 'fold', fold })
  }

  const tops = [...forest.roots.map((node) => ({ node })), ...forest.heads.map((head) => ({ head }))]
  const top = { lane: 0, passing: null }
  if (tops.length > 1) {
    const down = follow(0, tops, top)
    rows.push({ ...top, key: 'start', way: viewed, from: -1, down, kind: 'start' })
  } else follow(-1, tops, top)
  for (let one = waiting.pop(); one; one = waiting.pop()) place(one)
  return { rows, lanes: rows.reduce((most, { lane }) => Math.max(most, lane + 1), 1) }
}

function onwards({ next, heads }: TreeNode): Onward[] {
  return [...next.map((node) => ({ node })), ...heads.map((head) => ({ head }))]
}

/** The way that stays in its lane: the viewed agent's, else another agent's, else the newest. */
function mainOf(nexts: readonly Onward[], rank: ReadonlyMap<string, number>): Onward | undefined {
  const rankOf = (next: Onward) => {
    const way = 'head' in next ? next.head : 'node' in next ? next.node.way : null
    return way === null ? rank.size : (rank.get(way) ?? rank.size)
  }
  let main = nexts[0]
  for (const next of nexts) if (main && rankOf(next) <= rankOf(main)) main = next
  return main
}
