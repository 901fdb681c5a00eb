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

/** How a reference is written: by alias where there is one. */
export const memoryName = ({ number, alias }: { number: number; alias: string | null }): string =>
  alias === null ? `#mem-${number}` : `#mem-${number} (${alias})`
