import { z } from 'zod'
import { checkedOutAt } from '../git/checked-out-at.ts'
import type { Git } from '../git/git.ts'
import { changesAt } from '../git/merge/changes-at.ts'
import { gitDone, gitRefused } from './git-outcome.ts'
import { count } from './refusals.ts'
import { text } from './text-input.ts'
import { tool } from './tool.ts'

const input = z.object({
  source: text.min(1, 'it is empty').describe('The branch whose commits are merged.'),
  into: text.min(1, 'it is empty').describe('The branch that gets them.'),
})

/** Merges one branch into another, wherever they are checked out. */
export const gitMerge = tool({
  name: 'git_merge',
  kind: 'command',
  description: `Merge one local branch into another: whole, or nothing changes. Neither need be checked out. Where there are conflicts you are told the files; to solve them, merge the other way round, into the branch of your own directory, with run_command.`,
  input,
  describe: ({ source, into }) => ({ verb: 'merge', subject: `${source} into ${into}` }),
  command: () => 'git merge',
  async run({ source, into }, { directory, git, merge }) {
    const done = await merge({ source, into })
    if (!done.ok) return gitRefused(done.fault)
    const { after } = done.value
    const left = await uncommittedOn(git, directory, source)
    const not = left > 0 ? ` Not in it, since not committed: ${count(left, 'file')} in the directory of ${source}.` : ''
    return gitDone(`Merged ${source} into ${into}, which is now at ${after}.${not}`, after.slice(0, 7))
  },
})

/** How many files with work that is not committed a branch has where it is checked out: a merge leaves them out. */
async function uncommittedOn(git: Git, repository: string, branch: string): Promise<number> {
  const at = await checkedOutAt(git, repository, branch)
  const changes = at.ok && at.value !== null ? await changesAt(git, at.value) : null
  return changes?.ok ? changes.value.length : 0
}
