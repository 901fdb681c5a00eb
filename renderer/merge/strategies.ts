import type { MergeDone, MergePreview, MergeStrategy } from '../../preload/protocol/git.ts'
import { counted } from '../git/change-words.ts'

export const strategyWords: Record<MergeStrategy, string> = { merge: 'Merge', squash: 'Squash', rebase: 'Rebase' }

/** What a strategy makes of the commits. */
export function strategyLine(strategy: MergeStrategy, preview: MergePreview, target: string): string {
  const commits = counted(preview.commits.length, 'commit')
  if (strategy === 'squash') return `One new commit on ${target} with all of it.`
  if (strategy === 'rebase') {
    const leftOut = preview.leftOut.length
    if (leftOut === 0 && preview.fastForward)
      return `${target} moves forward by ${commits}; nothing has to be rewritten.`
    const written = `${counted(preview.commits.length - leftOut, 'commit')} written anew on top of ${target}, in a straight line`
    return leftOut === 0 ? `${written}.` : `${written}; ${leftOut} left out.`
  }
  return preview.fastForward
    ? `${target} moves forward by ${commits}; no merge commit is needed.`
    : `${commits} as they are, joined to ${target} by a merge commit.`
}

/** The message to begin with; null: this way of merging writes no commit of its own. */
export function messageFor(strategy: MergeStrategy, preview: MergePreview): string | null {
  const { source, target, commits, fastForward } = preview
  if (strategy === 'rebase' || (strategy === 'merge' && fastForward)) return null
  if (strategy === 'merge') return `Merge branch '${source}' into ${target}`
  const own = commits.filter(({ inherited }) => !inherited).map(({ subject }) => subject)
  if (own.length === 1) return own[0] ?? source
  return [`Squash ${source}`, '', ...own.toReversed().map((subject) => `- ${subject}`)].join('\n')
}

/** What a merge has done, and what it would mean to undo it. `target` is what people call it. */
export function mergedWords({ source, before, strategy }: MergeDone, target: string, count: number | null) {
  const what = count === null ? source : counted(count, 'commit')
  const text = {
    merge: `Merged ${what} into ${target}`,
    squash: `Squashed ${what} onto ${target}`,
    rebase: `Rebased ${what} onto ${target}`,
  }[strategy]
  const without = count === 1 || (strategy === 'squash' && count !== null) ? 'without it' : 'without them'
  return { text, note: `Undo takes ${target} back to ${before.slice(0, 7)}${count === null ? '' : `, ${without}`}.` }
}
