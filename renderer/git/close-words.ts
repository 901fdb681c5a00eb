import type { ClosePreview } from '../../preload/protocol/git.ts'
import { counted, listed } from './change-words.ts'

/** Exactly what closing an agent will do, in sentences. `target` is where it would merge to, as people call it. */
export function closeWords(name: string, preview: ClosePreview, target: string | null, keeps: boolean): string[] {
  const { folder, branch, deletes, unmerged, conflicts, uncommitted, unkept } = preview
  const back = 'Its conversation is kept, and Restore in the side bar brings the agent back'
  if (folder === null && branch === null)
    return [`${name} has no worktree of its own: no branch and no file is touched.`, `${back}.`]
  const stays = keeps || !deletes
  const commits = counted(unmerged.length, 'commit')
  const them = unmerged.length === 1 ? 'it' : 'them'
  const aside =
    stays && branch !== null ? `leaves ${them} on ${branch}` : `sets ${them} aside: a snapshot keeps ${them}`
  return [
    ...(unmerged.length > 0 && target !== null ? [merging(commits, target, conflicts)] : []),
    ...(unmerged.length > 0 ? [`Close without merging ${aside}.`] : []),
    ...(unmerged.length + uncommitted.length === 0 ? ['All of its work is merged already: nothing is lost.'] : []),
    removal(folder, branch, stays),
    ...(unkept.length > 0 ? [unkeptWords(unkept.map(({ path }) => path))] : []),
    `${back}, with its branch and files.`,
  ]
}

function merging(commits: string, target: string, conflicts: string[]): string {
  if (conflicts.length === 0) return `Merge and close puts ${commits} into ${target}.`
  return `Merging ${commits} into ${target} conflicts in ${listed(conflicts, 5)}: that is to be resolved before.`
}

function removal(folder: string | null, branch: string | null, stays: boolean): string {
  if (branch === null) return 'Its worktree is removed; no branch is checked out in it.'
  if (folder === null) return `Its worktree is gone already; the branch ${branch} ${stays ? 'stays' : 'is removed'}.`
  return stays
    ? `Its worktree is removed; the branch ${branch} stays.`
    : `Its worktree and the branch ${branch} are removed.`
}

/** What no snapshot holds, named: after this it is nowhere. */
function unkeptWords(paths: string[]): string {
  const [are, them] = paths.length === 1 ? ['is', 'it'] : ['are', 'them']
  return `${listed(paths, 5)} ${are} deleted for good: git ignores ${them}, and there is too much of it to be kept.`
}
