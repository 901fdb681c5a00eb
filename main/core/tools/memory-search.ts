import { z } from 'zod'
import { memoryName } from '../../../preload/protocol/memory.ts'
import { gitDone, gitRefused } from './git-outcome.ts'
import { text } from './text-input.ts'
import { tool } from './tool.ts'

const most = 20

/** Finds memory documents by what is in them. */
export const memorySearch = tool({
  name: 'memory_search',
  kind: 'read',
  description: `Find memory documents by words in their title, alias or content; the best fit comes first. Read one with memory_read.`,
  input: z.object({ query: text.min(1, 'it is empty').describe('Words to look for.') }),
  describe: ({ query }) => ({ verb: 'memory', subject: query }),
  async run({ query }, { conversation }) {
    const found = await conversation.searchMemory(query)
    if (!found.ok) return gitRefused(found.fault)
    const lines = found.value.slice(0, most).map((one) => `${memoryName(one)} v${one.version}: ${one.title}`)
    const summary = `${found.value.length} ${found.value.length === 1 ? 'document' : 'documents'}`
    return gitDone(lines.length === 0 ? 'No memory document has these words.' : lines.join('\n'), summary)
  },
})
