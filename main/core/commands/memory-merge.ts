import { ok } from '../../../preload/protocol/result.ts'
import { findMemory } from '../memory/documents.ts'
import { pullMemory } from '../memory/pull.ts'
import type { Command } from './command.ts'

export const memoryMerge: Command = {
  name: 'memory merge',
  usage: '/memory merge REF',
  summary: 'Pull the newest version of a memory document into this conversation',
  options: {},
  words: [1, 1],
  async run(project, { agentId, words: [ref = ''] }) {
    const row = await findMemory(project, ref)
    if (!row.ok) return row
    await pullMemory(project, agentId, row.value)
    return ok({ text: null, view: null })
  },
}
