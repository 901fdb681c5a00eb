import { z } from 'zod'
import { gitDone, gitRefused } from './git-outcome.ts'
import { text } from './text-input.ts'
import { tool } from './tool.ts'

/** Sends a message to another agent. */
export const agentSend = tool({
  name: 'agent_send',
  kind: 'read',
  inOrder: true,
  description:
    'Send a message to another agent. It reads it as a message from you, when it has ended what it does now. Knowledge that others need for long belongs in a memory document instead.',
  input: z.object({
    to: text.min(1, 'it is empty').describe("The other agent's name."),
    text: text.min(1, 'it is empty').describe('The message.'),
  }),
  describe: ({ to }) => ({ verb: 'send', subject: to }),
  async run({ to, text: words }, { agents }) {
    const sent = await agents.send(to, words)
    if (!sent.ok) return gitRefused(sent.fault)
    const { name, did } = sent.value
    return gitDone(did === 'sent' ? `'${name}' has it.` : `'${name}' is at work and reads it after that.`, did)
  },
})
