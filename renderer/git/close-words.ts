import type { ClosePreview } from '../../preload/protocol/git.ts'
import { counted } from './change-words.ts'

/** Exactly what closing an agent will do, in sentences. `target` is where it would merge to, as people call it. */
export function closeWords(name: string, preview: ClosePreview, target: string | null, keeps: boolean): string[] {
  const { branch, unmerged, uncommitted } = preview
  const back = 'Its conversation is kept, and Restore in the side bar brings the agent back'
  if (branch === null) return [`${name} has no worktree of its own: no branch and no file is touched.`, `${back}.`]
  const commits = counted(unmerged.length, 'commit')
  const them = unmerged.length === 1 ? 'it' : 'them'
  const aside = keeps ? `leaves ${them} on ${branch}` : `sets ${them} aside: a snapshot keeps ${them}`
  return [
    ...(unmerged.length > 0 && target !== null ? [`Merge and close puts ${commits} into ${target}.`] : []),
    ...(unmerged.length > 0 ? [`Close without merging ${aside}.`] : []),
    ...(unmerged.length + uncommitted.length === 0 ? ['All of its work is merged already: nothing is lost.'] : []),
    keeps
      ? `Its worktree is removed; the branch ${branch} stays.`
      : `Its worktree and the branch ${branch} are removed.`,
    `${back}, with its branch and files.`,
  ]
}
