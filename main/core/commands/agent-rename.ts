import { ok } from '../../../preload/protocol/result.ts'
import { renameAgent } from '../agents/roster.ts'
import { agentOf } from '../project.ts'
import type { Command } from './command.ts'

export const agentRename: Command = {
  name: 'agent rename',
  usage: '/agent rename <name>',
  summary: 'Rename this agent',
  options: {},
  words: [1, 1],
  async run(project, { agentId, words: [wish = ''] }) {
    const before = agentOf(project, agentId).name
    const renamed = await renameAgent(project, agentId, wish)
    return renamed.ok ? ok({ text: `Renamed ${before} to ${renamed.value}.`, view: null }) : renamed
  },
}
