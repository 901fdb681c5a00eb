import { ok } from '../../../preload/protocol/result.ts'
import { setMark } from '../agents/marking.ts'
import type { Command } from './command.ts'

const mostWords = 50

export const mark: Command = {
  name: 'mark',
  usage: '/mark [label]',
  summary: 'Name this place in the conversation, with the files as they are now, to come back to',
  options: {},
  words: [0, mostWords],
  async run(project, { agentId, words }) {
    const set = await setMark(project, agentId, { label: words.length === 0 ? null : words.join(' '), by: 'user' })
    return set.ok ? ok({ text: null, view: null }) : set
  },
}
