import { fail, ok } from '../../../preload/protocol/result.ts'
import { loadSession } from '../agents/loading.ts'
import type { Command } from './command.ts'
import { badArgument } from './parse.ts'

export const load: Command = {
  name: 'load',
  usage: '/load N',
  summary: 'Go on with a conversation that /sessions lists; /rewind --undo comes back',
  options: {},
  words: [1, 1],
  async run(project, { agentId, words: [wish = ''] }) {
    if (!/^\d{1,9}$/.test(wish)) return fail(badArgument(load, 'it takes the number of a session'))
    const loaded = await loadSession(project, agentId, Number(wish))
    return loaded.ok ? ok({ text: null, view: null }) : loaded
  },
}
