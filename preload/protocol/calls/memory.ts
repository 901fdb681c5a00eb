import { z } from 'zod'
import type { FaultKind } from '../faults.ts'
import type { MemoryContent, MemoryDocument } from '../memory.ts'
import { type Answer, answers, text } from './fields.ts'
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
  /** Null: a new document. A version that somebody wrote meanwhile stays, and this one comes behind it. */
  'memory.write': {
    input: z.object({ number: number.nullable(), alias, title, content: text }),
    output: answers<MemoryDocument>(),
    faults: [...memoryFaults],
  },
  'memory.alias': {
    input: z.object({ number, alias: z.string().max(200) }),
    output: answers<MemoryDocument>(),
    faults: ['memory-missing', 'bad-alias', 'alias-taken'],
  },
  /** The unified diff from one version to another. */
  'memory.diff': {
    input: z.object({ number, from: number, to: number }),
    output: answers<{ patch: string }>(),
    faults: ['memory-missing'],
  },
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
