import type { RewindPreview } from '../../preload/protocol/timeline.ts'
import { counted, listed } from '../git/change-words.ts'

/** What of a rewind is wanted. */
export type Wanted = { files: boolean; branch: boolean }

/** Where it leads, in words. `undoes`: back to before a rewind. */
export type Goal = { words: string; undoes: boolean }

/** Exactly what a rewind will do, in sentences. */
export function rewindWords(agent: string, goal: Goal, preview: RewindPreview, { files, branch }: Wanted): string[] {
  const { files: changes, commits, shared } = preview
  return [
    `The conversation of ${agent} goes back to ${goal.words}. What was said since stays in the timeline, one click away.`,
    ...(files ? [filesSentence(changes.length, goal.undoes)] : []),
    ...(branch && preview.branch
      ? [
          commits.length > 0
            ? `The branch ${preview.branch.name} moves back to ${preview.branch.to.slice(0, 7)} and loses ${counted(commits.length, 'commit')}; a snapshot keeps ${commits.length === 1 ? 'it' : 'them'}.`
            : `The branch ${preview.branch.name} is where it was then already.`,
        ]
      : []),
    ...(files && shared.length > 0
      ? [
          `${listed(shared)} ${shared.length === 1 ? 'works' : 'work'} in the same directory: the files change there too.`,
        ]
      : []),
    ...(files ? ['Ignored files, and work done outside the directory, stay as they are now.'] : []),
  ]
}

function filesSentence(count: number, undoes: boolean): string {
  if (count === 0) return 'The files are as they were then: nothing has to be restored.'
  const them = count === 1 ? 'it' : 'them'
  return `${counted(count, 'file')} ${count === 1 ? 'becomes' : 'become'} as then, all or none. ${undoes ? `The timeline keeps ${them} as now.` : `A snapshot keeps ${them} as now, and Undo brings ${them} back.`}`
}

/** Why nothing can be restored as things are; null: it can. */
export function hindrance({ blocked }: Pick<RewindPreview, 'blocked'>): string | null {
  if (blocked.length === 0) return null
  return `Something that git does not track is in the way at ${listed(blocked)}. Move it away, and nothing else is needed.`
}
