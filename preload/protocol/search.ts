import type { Entry } from './entry.ts'
import type { FileDiff } from './git.ts'
import type { Place } from './timeline.ts'

/** The words that a search looks for; of signs alone, such as emoji, there are none. */
export const searchedWords = (typed: string): string[] => typed.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []

/** A stretch of text, and whether it is what was looked for. */
export type FoundPiece = { text: string; hit: boolean }

/** One place in which a text was found, best first. */
export type Found = { pieces: FoundPiece[]; at: number } & (
  | {
      kind: 'said'
      entryId: string
      agentId: string
      agent: string
      /** The agent is closed. */
      closed: boolean
      by: 'user' | 'assistant' | 'tool' | 'mark'
    }
  | { kind: 'memory'; number: number; title: string; version: number }
  | { kind: 'commit'; id: string; author: string }
)

/** A place of a conversation, wherever it lies, with what was said around it: to be read, and nothing else. */
export type Spot = {
  entryId: string
  agentId: string
  agent: string
  /** The agent is closed. */
  closed: boolean
  /** The open agent on whose path it lies, and how many entries it has behind it there; null: on no such path. */
  onPath: { agentId: string; behind: number } | null
  /** Oldest first: what led to it, itself, and what followed on the path that was gone on with last. */
  entries: Entry[]
  earlier: boolean
  later: boolean
  /** The nearest place at or above it: where a rewind can go; null: there is none. */
  place: Place | null
}

/** A commit, and what it changed since its first parent. */
export type CommitSeen = { id: string; message: string; author: string; at: number; files: FileDiff[] }
