import { memoryName } from '../../../preload/protocol/memory.ts'
import { ok } from '../../../preload/protocol/result.ts'
import { deleteMemory, openMemory } from '../memory/documents.ts'
import type { Command } from './command.ts'

export const memoryDelete: Command = {
  name: 'memory delete',
  usage: '/memory delete REF',
  summary: 'Delete a memory document; the memory panel brings it back',
  options: {},
  words: [1, 1],
  async run(project, { words: [ref = ''] }) {
    const read = await openMemory(project, ref, null)
    if (!read.ok) return read
    const deleted = await deleteMemory(project, ref)
    if (!deleted.ok) return deleted
    const { references, document } = read.value
    const told = [...new Set(references.map(({ agent }) => agent))]
    const warning = told.length === 0 ? '' : ` Conversations of ${told.join(', ')} refer to it and keep what they read.`
    return ok({ text: `Deleted ${memoryName(document)}.${warning}`, view: null })
  },
}
