import { fail, ok } from '../../../preload/protocol/result.ts'
import { restoreAgent } from '../agents/restoring.ts'
import type { Command } from './command.ts'

export const agentRestore: Command = {
  name: 'agent restore',
  usage: '/agent restore <name>',
  summary: 'Bring a closed agent back, with its branch and its files',
  options: {},
  words: [1, 1],
  async run(project, { words: [name = ''] }) {
    const { closed } = project.feed.state()
    const found = closed.find((one) => one.name.toLowerCase() === name.toLowerCase())
    if (!found) return fail({ kind: 'no-agent', name, names: closed.map((one) => one.name) })
    const restored = await restoreAgent(project, found.id)
    return restored.ok ? ok({ text: `Restored agent ${restored.value.name}.`, view: restored.value.id }) : restored
  },
}
