import { z } from 'zod'
import { gitDone, gitRefused } from './git-outcome.ts'
import { text } from './text-input.ts'
import { tool } from './tool.ts'

/** Sets a mark in the agent's own conversation. */
export const mark = tool({
  name: 'mark',
  kind: 'read',
  inOrder: true,
  description: `Set a mark here: a named place in this conversation, with the working files as they are now. The user can go back to it, and you can read it later with read_mark, even after the user went back and took another path. Mark before an attempt that may fail and where one approach ends. Use it instead of git stash.`,
  input: z.object({ label: text.min(1, 'it is empty').describe('A short name, such as before-refactor.') }),
  describe: ({ label }) => ({ verb: 'mark', subject: label }),
  async run({ label }, { conversation }) {
    const set = await conversation.mark(label)
    return set.ok ? gitDone(`Marked '${set.value}'.`, 'marked') : gitRefused(set.fault)
  },
})
