import { z } from 'zod'
import { memoryName } from '../../../preload/protocol/memory.ts'
import { gitDone, gitRefused } from './git-outcome.ts'
import { text } from './text-input.ts'
import { tool } from './tool.ts'

/** Writes a memory document, or a new version of one. */
export const memoryWrite = tool({
  name: 'memory_write',
  kind: 'read',
  inOrder: true,
  description: `Write a memory document: markdown that all agents of this project and the user can read, kept apart from the files. Use it for findings, plans and decisions that others need. It gets a number; an alias such as websocket/research makes it easy to name. With ref a new version of that document is written, and the older ones stay.`,
  input: z.object({
    title: text.min(1, 'it is empty').describe('One line.'),
    content: text.describe('The whole document, in markdown.'),
    alias: text.optional().describe('group/name: letters, digits, -, _ and /, at most 64 characters.'),
    ref: text.optional().describe('The document to write a new version of, such as #mem-187.'),
  }),
  describe: ({ title, alias }) => ({ verb: 'memory', subject: alias ? `${alias}: ${title}` : title }),
  async run({ title, content, alias, ref }, { conversation }) {
    const wish = { title, content, alias, ref: ref ?? null }
    const written = await conversation.writeMemory(wish)
    if (!written.ok) return gitRefused(written.fault)
    const { version } = written.value
    const name = memoryName(written.value)
    const done = version === 1 ? `Created ${name}` : `Updated ${name} to version ${version}`
    return gitDone(done, done)
  },
})
