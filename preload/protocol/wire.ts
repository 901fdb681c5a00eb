import type { ToolDisplay } from './entry.ts'
import type { Event } from './events.ts'
import type { Fault } from './faults.ts'
import type { Result } from './result.ts'
import type { State } from './state.ts'

/**
 * Text on its way, for the conversation that the page has open and no other.
 * It may be dropped; `at` is the text's offset in UTF-16 units, so a page that
 * sees a hole asks for the whole with `conversation.partial`.
 */
export type ConversationChunk =
  | { kind: 'reply'; agentId: string; replyId: string; part: 'text' | 'reasoning'; at: number; text: string }
  /** The model is writing the arguments of a tool call: how long they are by now. */
  | { kind: 'drafting'; agentId: string; replyId: string; display: ToolDisplay; length: number }
  /** What a running command printed. */
  | { kind: 'output'; agentId: string; callId: string; at: number; text: string }

/** What a terminal printed, for pages that have it open. It may be dropped; a page that sees a hole opens it again. */
export type TerminalChunk = { kind: 'terminal'; id: string; at: number; text: string }

export type Chunk = ConversationChunk | TerminalChunk

/** What of a conversation is not an entry yet. */
export type Partial = {
  reply: { replyId: string; text: string; reasoning: string } | null
  /** The newest output of each running command, by call; `at` is where the kept text begins. */
  outputs: { callId: string; at: number; text: string }[]
}

/** What the host sends unasked: a whole state first, then events numbered from there. */
export type Frame =
  | { kind: 'state'; n: number; state: State }
  | { kind: 'event'; n: number; event: Event }
  | { kind: 'chunk'; chunk: Chunk }

/** The two functions between page and host: the same over Electron IPC, WebSocket and memory. */
export type Wire = {
  call(name: string, input: unknown): Promise<Result<unknown, Fault>>
  /** Returns a function that ends the listening. */
  listen(onFrame: (frame: Frame) => void, onLink?: (up: boolean) => void): () => void
}
