import { unreachable } from '../../preload/protocol/result.ts'
import type { Found } from '../../preload/protocol/search.ts'

export type GroupName = 'Messages' | 'Marks' | 'Memory' | 'Commits' | 'Tool output'
export type Group = { name: GroupName; found: Found[] }

const order: readonly GroupName[] = ['Messages', 'Marks', 'Memory', 'Commits', 'Tool output']

/** What was found under headings, those that say the most in the fewest words first; within each as it was ranked. */
export function grouped(found: readonly Found[]): Group[] {
  const by = Map.groupBy(found, groupOf)
  return order.flatMap((name) => {
    const its = by.get(name)
    return its ? [{ name, found: its }] : []
  })
}

function groupOf(found: Found): GroupName {
  if (found.kind === 'memory') return 'Memory'
  if (found.kind === 'commit') return 'Commits'
  switch (found.by) {
    case 'mark':
      return 'Marks'
    case 'tool':
      return 'Tool output'
    case 'user':
    case 'assistant':
      return 'Messages'
    default:
      return unreachable(found.by)
  }
}

/** Whose it is, in the words above what was found. */
export function whose(found: Found): string {
  switch (found.kind) {
    case 'memory':
      return `#mem-${found.number} ${found.title}`
    case 'commit':
      return `${found.id.slice(0, 7)} by ${found.author}`
    case 'said': {
      const to = found.by === 'user' ? `To ${found.agent}` : found.agent
      return found.closed ? `${to}, closed` : to
    }
    default:
      return unreachable(found)
  }
}

export const keyOf = (found: Found): string =>
  found.kind === 'said' ? found.entryId : found.kind === 'memory' ? `memory ${found.number}` : found.id
