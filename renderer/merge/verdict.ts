import type { MergePreview } from '../../preload/protocol/git.ts'
import { counted, listed } from '../git/change-words.ts'

/** What is to be said of a merge before it is made. */
export type Verdict = {
  tone: 'ok' | 'warn' | 'none'
  /** `merges cleanly`, `conflicts in 2 files`, `nothing to merge`. */
  words: string
  /** `3 commits · 6 files`, or which files. */
  detail: string
}

/** The verdict on a preview, short enough for what hovers. `target` is what people call it. */
export function verdictOf(preview: MergePreview, target: string): Verdict {
  const { commits, files, conflicts, hindrances, uncommitted } = preview
  const left = uncommitted.length > 0 ? ` · ${counted(uncommitted.length, 'file')} not committed` : ''
  if (commits.length === 0) return { tone: 'none', words: 'nothing to merge', detail: left.slice(3) }
  if (conflicts.length > 0)
    return { tone: 'warn', words: `conflicts in ${counted(conflicts.length, 'file')}`, detail: listed(conflicts) }
  const [hindrance] = hindrances
  if (hindrance?.kind === 'underway')
    return { tone: 'warn', words: `a ${hindrance.what} is under way`, detail: `in ${hindrance.path}` }
  if (hindrance?.kind === 'target-changed')
    return { tone: 'warn', words: `${target} has changes in the way`, detail: listed(hindrance.files) }
  if (hindrance?.kind === 'checked-out-twice')
    return { tone: 'warn', words: `${target} is checked out twice`, detail: `in ${hindrance.paths.join(' and ')}` }
  if (hindrance?.kind === 'only-fast-forward')
    return { tone: 'warn', words: `${target} takes no merge commits`, detail: 'merge.ff is only: squash or rebase' }
  if (hindrance?.kind === 'nothing-left')
    return { tone: 'none', words: 'nothing left to write', detail: `${target} has all of it by other commits` }
  return {
    tone: 'ok',
    words: 'merges cleanly',
    detail: `${counted(commits.length, 'commit')} · ${counted(files.length, 'file')}${left}`,
  }
}

/** The same for a dialog, which has room. */
export function verdictLine(preview: MergePreview, source: string, target: string): string {
  const { strategy, commits, conflicts, fastForward, uncommitted } = preview
  if (commits.length === 0)
    return uncommitted.length > 0 ? 'Everything that is committed is merged already' : 'Everything is merged already'
  if (conflicts.length > 0) return `Conflicts in ${counted(conflicts.length, 'file')}`
  if (strategy === 'rebase') return 'Rebases cleanly'
  return fastForward ? `Merges cleanly: ${target} has nothing that ${source} has not` : 'Merges cleanly'
}
