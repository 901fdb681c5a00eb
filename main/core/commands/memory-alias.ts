import { ok } from '../../../preload/protocol/result.ts'
import { aliasMemory } from '../memory/documents.ts'
import type { Command } from './command.ts'

export const memoryAlias: Command = {
  name: 'memory alias',
  usage: '/memory alias N ALIAS',
  summary: 'Give a memory document a name, such as websocket/research',
  options: {},
  words: [2, 2],
  async run(project, { words: [ref = '', alias = ''] }) {
    const named = await aliasMemory(project, ref, alias)
    return named.ok ? ok({ text: `#mem-${named.value.number} is ${named.value.alias} now.`, view: null }) : named
  },
}
