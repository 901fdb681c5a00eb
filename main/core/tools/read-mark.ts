import { z } from 'zod'
import { gitDone, gitRefused } from './git-outcome.ts'
import { text } from './text-input.ts'
import { tool } from './tool.ts'

/** Reads what was said around a mark, also on paths that were abandoned. */
export const readMark = tool({
  name: 'read_mark',
  kind: 'read',
  description: `Read what was said around a mark: what led to it, what came after it, and which files changed. It works for marks on paths that the user has abandoned by going back, which you otherwise do not see. With a label that does not exist it lists the marks there are.`,
  input: z.object({ label: text.min(1, 'it is empty').describe('The label of the mark.') }),
  describe: ({ label }) => ({ verb: 'read mark', subject: label }),
  async run({ label }, { conversation }) {
    const read = await conversation.readMark(label)
    return read.ok ? gitDone(read.value, `${read.value.split('\n').length} lines`) : gitRefused(read.fault)
  },
})
