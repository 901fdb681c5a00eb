import { ok } from '../../../preload/protocol/result.ts'
import { closeAgent } from '../agents/roster.ts'
import type { Command } from './command.ts'

export const agentClose: Command = {
  name: 'agent close',
  usage: '/agent close',
  summary: 'Close this agent; its conversation is kept',
  options: {},
  words: [0, 0],
  async run(project, { agentId }) {
    const next = await closeAgent(project, agentId)
    return next.ok ? ok({ text: null, view: next.value.id }) : next
  },
}
