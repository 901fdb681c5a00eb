import { z } from 'zod'
import { text } from './calls/fields.ts'
import { withoutCode } from './code-ranges.ts'

/** A numbered memory document, as lists show it: its newest version (SPEC section 2). */
export type MemoryDocument = {
  /** N of `#mem-N`: counted across the data folder. */
  number: number
  /** `group/name`, another way to write the reference. */
  alias: string | null
  title: string
  version: number
  /** The agent that wrote this version; null: a person did. */
  author: string | null
  /** When this version was written. */
  at: number
  /** Characters. */
  length: number
}

export type MemoryVersion = {
  version: number
  title: string
  author: string | null
  at: number
  /** Where its author stood: the branch that was checked out, and its commit. */
  branch: string | null
  commit: string | null
  length: number
}

/** A document with one version's content. */
export type MemoryContent = {
  document: MemoryDocument
  version: MemoryVersion
  content: string
  /** All versions, newest first. */
  versions: MemoryVersion[]
  /** Open agents that have it on their path. */
  usedBy: string[]
  /** Where it was pulled into a conversation, newest first. */
  references: { agent: string; version: number; at: number }[]
}

/** What was written of a document and not saved. */
export type Unsaved = z.infer<typeof unsaved>
export const unsaved = z.object({
  title: text,
  alias: text,
  /** The alias that it was begun with: another one is a change that the writer made. */
  aliasBefore: text,
  content: text,
  /** The version that it was begun from; 0: none. */
  base: z.number().int().nonnegative(),
})

/** Null: a document that has no number yet. */
export type UnsavedMemory = Unsaved & { number: number | null }

/** A document that was deleted, as it was then. */
export type DeletedMemory = MemoryDocument & { deletedAt: number }

/**
 * A reference in a text, its name in the first group: `#mem-187` or
 * `#mem-group/name` (SPEC section 6). What follows a name, such as a full stop,
 * does not belong to it.
 */
export const memoryReference = /(?<![\w/#-])#mem-(\w(?:[\w/-]*\w)?)/

/** The names that a text refers to, each once, in the order in which they stand. What stands in code refers to nothing. */
export function referencesIn(text: string): string[] {
  const found = withoutCode(text).matchAll(new RegExp(memoryReference, 'g'))
  return [...new Set([...found].map(([, name = '']) => name))]
}

/** What a document is referred to by in a message: its alias where it has one. */
export const referenceTo = ({ number, alias }: { number: number; alias: string | null }): string =>
  `#mem-${alias ?? number}`

/** What a document is called: its number, and its alias where it has one. */
export const memoryName = ({ number, alias }: { number: number; alias: string | null }): string =>
  alias === null ? `#mem-${number}` : `#mem-${number} (${alias})`
