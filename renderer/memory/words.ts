import type { MemoryContent, MemoryVersion } from '../../preload/protocol/memory.ts'
import { listed } from '../git/change-words.ts'

/** Who wrote a version. */
export const authorWords = ({ author }: { author: string | null }): string => author ?? 'you'

const dayAndTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

/** When something was: `22 Nov 2026, 14:02`. */
export const whenWords = (at: number): string => dayAndTime.format(at)

/** Where the author of a version stood: `oauth-impl at a41f09c`. Null: it is not known. */
export function placeWords({ branch, commit }: MemoryVersion): string | null {
  const at = commit === null ? null : commit.slice(0, 7)
  if (branch === null) return at
  return at === null ? branch : `${branch} at ${at}`
}

type Reference = MemoryContent['references'][number]
export type Referring = { agent: string; versions: number[]; at: number }

/** Conversations that a document was pulled into, each agent once with the versions it read, newest first. */
export function referring(references: readonly Reference[]): Referring[] {
  const byAgent = Map.groupBy(references, ({ agent }) => agent)
  return [...byAgent].map(([agent, its]) => ({
    agent,
    versions: [...new Set(its.map(({ version }) => version))],
    at: Math.max(...its.map(({ at }) => at)),
  }))
}

/** What becomes of those who refer to a document that is deleted. */
export function fateWords(references: readonly Reference[]): string {
  const agents = referring(references).map(({ agent }) => agent)
  if (agents.length === 0) return 'No conversation refers to it.'
  return agents.length === 1
    ? `The conversation of ${agents[0]} refers to it and keeps what it read.`
    : `The conversations of ${listed(agents, 5)} refer to it and keep what they read.`
}
