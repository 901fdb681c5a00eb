import { ok } from '../../../preload/protocol/result.ts'
import { newHelper } from '../agents/roster.ts'
import type { Command } from './command.ts'

export const agentNew: Command = {
  name: 'agent new',
  usage: '/agent new [name]',
  summary: 'Make an agent with a conversation of its own and switch to it',
  options: {},
  words: [0, 1],
  async run(project, { agentId, words }) {
    const made = await newHelper(project, { parentId: agentId, name: words[0] ?? null })
    return made.ok ? ok({ text: `Made agent ${made.value.name}.`, view: made.value.id }) : made
  },
}
