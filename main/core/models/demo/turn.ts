import type { Message } from '../model.ts'
import type { Tokens } from '../usage.ts'

/** What a script is asked, the same from both APIs. */
export type ScriptRequest = {
  model: string
  instructions: string
  messages: Message[]
  /** Names of the tools that may be called. */
  tools: string[]
}

/** A reply, and how it goes over the wire. Only the first four are for stories; the rest is what goes wrong in tests. */
export type SaidTurn = {
  reasoning?: string
  text?: string
  /** A string goes out as it is, so that it can be malformed. */
  toolCalls?: { id?: string; name: string; arguments: Record<string, unknown> | string }[]
  /** Characters of a call's arguments in one chunk, so that a file does not take a minute; left out: as the text. */
  callPieceLength?: number
  end?: 'complete' | 'cut'
  /** Null: none is sent. Left out: it is counted roughly. */
  usage?: Tokens | null
  /** Characters in one chunk; left out: one word. */
  pieceLength?: number
  /** The connection is broken after so many characters of reasoning, text and arguments. */
  cutAfter?: number
  /** Nothing more is sent after so many characters until the promise is settled. */
  gate?: { at: number; opens: Promise<unknown> }
}

/** An answer byte for byte: errors, web pages, streams as some other server would send them. */
export type RawTurn = {
  status?: number
  headers?: Record<string, string>
  body: string | AsyncIterable<string | Uint8Array>
}

export type Turn = SaidTurn | RawTurn

export type Script = (request: ScriptRequest) => Turn | Promise<Turn>

export type Playing = {
  script: Script
  /** Milliseconds between two words; 0 for none. */
  paceMs: number
}
