import { z } from 'zod'
import { commitAll } from '../git/merge/commit-all.ts'
import { gitDone, gitRefused } from './git-outcome.ts'
import { text } from './text-input.ts'
import { tool } from './tool.ts'

/** Commits everything in the agent's directory. */
export const gitCommit = tool({
  name: 'git_commit',
  kind: 'command',
  description: `Commit everything that has changed in your directory, new files included, on the branch that is checked out there. Hooks and signing run as in the user's own git. It also ends a merge whose conflicts you have solved.`,
  input: z.object({
    message: text.min(1, 'it is empty').describe('The whole message: a subject line, and a body where it helps.'),
  }),
  describe: ({ message }) => ({ verb: 'commit', subject: message.split('\n')[0] ?? '' }),
  command: () => 'git commit',
  async run({ message }, { directory, write }) {
    const done = await write((git) => commitAll(git, directory, message))
    if (!done.ok) return gitRefused(done.fault)
    return gitDone(`Committed ${done.value}.`, done.value.slice(0, 7))
  },
})
