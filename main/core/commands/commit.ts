import { ok } from '../../../preload/protocol/result.ts'
import { commitWork } from '../agents/committing.ts'
import type { Command } from './command.ts'

export const commit: Command = {
  name: 'commit',
  usage: '/commit ["message"]',
  summary: "Commit everything in this agent's directory; without a message the changes are shown first",
  options: {},
  words: [0, 1],
  async run(project, { agentId, words: [message] }) {
    if (message === undefined) return ok({ text: null, view: null, ask: { kind: 'commit', agentId } })
    const done = await commitWork(project, agentId, message)
    return done.ok ? ok({ text: `Committed ${done.value.id.slice(0, 7)}: ${done.value.subject}`, view: null }) : done
  },
}
