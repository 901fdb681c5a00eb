import type { TreeNode } from './forest.ts'
import type { Fold } from './rows.ts'

/** How much is folded, by how many marks there are: few can all be seen. */
export type Folding = {
  /** A chain of so many messages becomes one row. */
  run: number
  /** So many places of an abandoned path are shown without being asked for. */
  lost: number
  /** What is abandoned at one fork counts, and folds, as one. */
  together: boolean
  /** Marks that nobody named count as messages do. */
  checkpoints: boolean
}

export function foldingFor(marks: number): Folding {
  if (marks <= 30) return { run: 6, lost: Number.POSITIVE_INFINITY, together: false, checkpoints: false }
  if (marks <= 120) return { run: 3, lost: 8, together: false, checkpoints: false }
  return { run: 2, lost: 1, together: true, checkpoints: true }
}

/** Of a chain that leads to where the viewed agent stands, the last so many stay to be seen. */
const spared = 2

/**
 * The chain that begins here and folds; empty where none does.
 *
 * A place from which more than one way goes on is never in it: what forks must be seen to fork.
 */
export function runFrom(node: TreeNode, viewed: string, { run, checkpoints }: Folding): TreeNode[] {
  const quiet = ({ place }: TreeNode) => place.kind === 'message' || (checkpoints && place.numbered)
  const ways = ({ next, heads }: TreeNode) => next.length + heads.length
  const chain: TreeNode[] = []
  let last: TreeNode | undefined = node
  while (last && quiet(last) && ways(last) <= 1) {
    chain.push(last)
    last = last.next[0]
  }
  const folded = chain.at(-1)?.heads.includes(viewed) ? chain.slice(0, -spared) : chain
  return folded.length >= run ? folded : []
}

/** A chain as one row. */
export function runFold(chain: readonly TreeNode[], open: boolean): Fold {
  const marks = chain.filter(({ place }) => place.kind === 'mark').length
  const holds = open ? [] : chain.map(({ place }) => place.id)
  return { of: 'run', open, marks, messages: chain.length - marks, ends: 1, label: null, holds }
}

/** Those of the ways beside the main one that fold, in the groups in which they do. */
export function lostGroups(beside: readonly TreeNode[], { lost, together }: Folding): TreeNode[][] {
  const abandoned = beside.filter(({ way }) => way === null)
  const groups = together ? [abandoned] : abandoned.map((root) => [root])
  return groups.filter((group) => group.reduce((all, { marks, messages }) => all + marks + messages, 0) > lost)
}

/** Abandoned paths, with whatever hangs on them, as one row. */
export function lostFold(roots: readonly TreeNode[], open: boolean): Fold {
  const inside = [...roots]
  for (const { next } of inside) for (const child of next) inside.push(child)
  const marks = inside.filter(({ place }) => place.kind === 'mark')
  return {
    of: 'lost',
    open,
    marks: marks.length,
    messages: inside.length - marks.length,
    ends: roots.reduce((all, { ends }) => all + ends, 0),
    label: marks.length === 1 ? (marks[0]?.place.label ?? null) : null,
    holds: open ? [] : inside.map(({ place }) => place.id),
  }
}
