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
