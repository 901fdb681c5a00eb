import { z } from 'zod'
import { cherryPick } from '../git/merge/cherry-pick.ts'
import { gitDone, gitRefused } from './git-outcome.ts'
import { count } from './refusals.ts'
import { text } from './text-input.ts'
import { tool } from './tool.ts'

const input = z.object({
  commits: z
    .array(text.min(1))
    .min(1)
    .max(200)
    .describe('Commits in the order to pick them: ids, names, or ranges a..b.'),
  onto: text.min(1, 'it is empty').describe('The branch that gets them.'),
})

/** Copies commits onto a branch, without disturbing any worktree. */
export const gitCherryPick = tool({
  name: 'git_cherry_pick',
  kind: 'command',
  description: `Copy commits onto a branch, all of them or none. The branch need not be checked out, and you need not leave yours: nothing in your directory changes, unless it has that very branch checked out.`,
  input,
  // of a call that is still being written, the list may be missing
  describe: ({ commits, onto }) => ({ verb: 'cherry-pick', subject: `${[commits].flat().join(' ')} onto ${onto}` }),
  command: () => 'git cherry-pick',
  async run({ commits, onto }, { directory, write }) {
    const done = await write((git) => cherryPick(git, { repository: directory, commits, onto }))
    if (!done.ok) return gitRefused(done.fault)
    const { picked, empty, after } = done.value
    const left = empty.length > 0 ? ` ${onto} had ${count(empty.length, 'more commit')} already.` : ''
    return gitDone(
      `Picked ${count(picked.length, 'commit')} onto ${onto}, which is now at ${after}.${left}`,
      after.slice(0, 7),
    )
  },
})
