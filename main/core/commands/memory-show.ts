import { memoryName } from '../../../preload/protocol/memory.ts'
import { ok } from '../../../preload/protocol/result.ts'
import { openMemory } from '../memory/documents.ts'
import type { Command } from './command.ts'

export const memoryShow: Command = {
  name: 'memory show',
  usage: '/memory show REF',
  summary: 'Show a memory document here, without telling the model',
  options: {},
  words: [1, 1],
  async run(project, { words: [ref = ''] }) {
    const read = await openMemory(project, ref, null)
    if (!read.ok) return read
    const { document, content } = read.value
    return ok({ text: `${memoryName(document)} v${document.version}: ${document.title}\n\n${content}`, view: null })
  },
}
