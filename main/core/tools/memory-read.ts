import { z } from 'zod'
import { memoryName } from '../../../preload/protocol/memory.ts'
import { gitDone, gitRefused } from './git-outcome.ts'
import { text } from './text-input.ts'
import { tool } from './tool.ts'

/** Reads a memory document. */
export const memoryRead = tool({
  name: 'memory_read',
  kind: 'read',
  description: `Read a memory document by its number or alias. Documents that the user's message refers to are in the conversation already.`,
  input: z.object({ ref: text.min(1, 'it is empty').describe('#mem-187, or an alias such as websocket/research.') }),
  describe: ({ ref }) => ({ verb: 'memory', subject: ref }),
  async run({ ref }, { conversation }) {
    const read = await conversation.readMemory(ref)
    if (!read.ok) return gitRefused(read.fault)
    const { document, content } = read.value
    const head = `${memoryName(document)}, version ${document.version}: ${document.title}`
    return gitDone(`${head}\n\n${content}`, `v${document.version} · ${content.split('\n').length} lines`)
  },
})
