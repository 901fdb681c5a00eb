import { ok } from '../../../preload/protocol/result.ts'
import { findAgent } from '../agents/find.ts'
import type { Command } from './command.ts'

export const agent: Command = {
  name: 'agent',
  usage: '/agent <name>',
  summary: 'Switch to an agent; a part of its name is enough',
  options: {},
  words: [1, 1],
  async run(project, { words: [typed = ''] }) {
    const found = findAgent(project.feed.state().agents, typed)
    return found.ok ? ok({ text: null, view: found.value.id }) : found
  },
}
