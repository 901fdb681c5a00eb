import { z } from 'zod'
import type { FaultKind } from '../faults.ts'
import { type DeletedMemory, type MemoryContent, type MemoryDocument, unsaved } from '../memory.ts'
import { type Answer, answers, nothing, text } from './fields.ts'
import { memoryFaults } from './git-faults.ts'

const number = z.number().int().positive()
const alias = z.string().max(200).nullable()
const title = z.string().max(1000)

/** Calls about memory documents; what is written through them a person wrote. */
export const memoryCalls = {
  /** Null: the newest version. */
  'memory.read': {
    input: z.object({ number, version: number.nullable() }),
    output: answers<MemoryContent>(),
    faults: ['memory-missing'],
  },
  /**
   * Without a number a new document. A version that somebody wrote meanwhile
   * stays, and this one comes behind it. Without an alias it stays as it is;
   * null takes it away.
   */
  'memory.write': {
    input: z.object({ number: number.nullable(), alias: alias.optional(), title, content: text }),
    output: answers<MemoryDocument>(),
    faults: [...memoryFaults],
  },
  /** Keeps what is being written of a document, or of a new one; null: it was saved, or is not wanted. */
  'memory.keep': {
    input: z.object({ number: number.nullable(), unsaved: unsaved.nullable() }),
    output: answers<void>(),
    faults: ['memory-missing'],
  },
  'memory.alias': {
    input: z.object({ number, alias }),
    output: answers<MemoryDocument>(),
    faults: ['memory-missing', 'bad-alias', 'alias-taken'],
  },
  /** The unified diff from one version to another, without the file header; empty where it is too large to show. */
  'memory.diff': {
    input: z.object({ number, from: number, to: number }),
    output: answers<{ patch: string; added: number; removed: number }>(),
    faults: ['memory-missing'],
  },
  /** The numbers of the documents that have all these words in title, alias or content; the best fit first. */
  'memory.search': { input: z.object({ query: z.string().max(500) }), output: answers<number[]>(), faults: [] },
  /** What was deleted and can be brought back, the last first. */
  'memory.deleted': { input: nothing, output: answers<DeletedMemory[]>(), faults: [] },
  'memory.delete': {
    input: z.object({ number }),
    output: answers<void>(),
    faults: ['memory-missing', 'memory-in-use'],
  },
  /** Brings a deleted document back. */
  'memory.restore': {
    input: z.object({ number }),
    output: answers<MemoryDocument>(),
    faults: ['memory-missing'],
  },
  /** Markdown with front matter. */
  'memory.export': {
    input: z.object({ number }),
    output: answers<{ name: string; text: string }>(),
    faults: ['memory-missing'],
  },
  'memory.import': {
    input: z.object({ text }),
    output: answers<MemoryDocument>(),
    faults: [...memoryFaults, 'memory-unreadable'],
  },
} as const satisfies Record<string, { input: z.ZodType; output: Answer<unknown>; faults: readonly FaultKind[] }>
