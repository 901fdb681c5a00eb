import { ok } from '../../../preload/protocol/result.ts'
import { setIdle, whileStill } from '../agents/runs.ts'
import { moveHead } from '../conversation/append.ts'
import { agentOf } from '../project.ts'
import type { Command } from './command.ts'

const nowhere = { head: null, session: null, place: null, offer: null }

export const clear: Command = {
  name: 'clear',
  usage: '/clear',
  summary: 'Begin a new session; what was said is kept',
  options: {},
  words: [0, 0],
  async run(project, { agentId }) {
    await whileStill(project, agentId, async () => {
      if (agentOf(project, agentId).head !== null) await moveHead(project, agentId, nowhere, { reason: 'clear' })
      await setIdle(project, agentId)
    })
    return ok({ text: null, view: null })
  },
}
