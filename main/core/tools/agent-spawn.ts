import { z } from 'zod'
import { gitDone, gitRefused } from './git-outcome.ts'
import { text } from './text-input.ts'
import { tool } from './tool.ts'

/** Starts a sub-agent on one task. */
export const agentSpawn = tool({
  name: 'agent_spawn',
  kind: 'command',
  description: `Start another agent on one task of its own. It sees nothing of this conversation: its prompt must say all it needs. You go on at once; what it found or did comes to you as a message from it when you have ended your answer. With worktree it works on a branch of its own, which it is told to commit to; without, in your directory.`,
  input: z.object({
    name: text.min(1, 'it is empty').describe('Short: letters, digits and dashes.'),
    prompt: text.min(1, 'it is empty').describe('The whole task.'),
    worktree: z.boolean().optional().describe('Whether it gets a branch and a folder of its own.'),
  }),
  describe: ({ name }) => ({ verb: 'spawn', subject: name }),
  command: () => 'agent_spawn',
  async run({ name, prompt, worktree }, { agents }) {
    const spawned = await agents.spawn({ name, prompt, worktree: worktree === true })
    if (!spawned.ok) return gitRefused(spawned.fault)
    return gitDone(`'${spawned.value}' is at work. Its result comes as a message.`, 'started')
  },
})
