import type { EntryOf, Usage } from '../../../preload/protocol/entry.ts'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import type { Result } from '../../../preload/protocol/result.ts'

/** One thing said on the path, as every wire API can send it. */
export type Message =
  | { role: 'user'; text: string }
  | {
      role: 'assistant'
      text: string
      /** What it thought before it spoke. Sent to those servers only that refuse a reply without it. */
      reasoning?: string
      toolCalls: { id: string; name: string; arguments: string }[]
      items: Record<string, unknown>[]
    }
  | { role: 'tool'; callId: string; content: string }

/** What a tool looks like to the model; `parameters` is a JSON schema. */
export type ToolSpec = { name: string; description: string; parameters: Record<string, unknown> }

export type ModelRequest = {
  model: string
  /** The system prompt. */
  instructions: string
  messages: Message[]
  tools: ToolSpec[]
}

/** What comes while a reply streams. `restarted`: a dropped stream was asked for again and what came of it does not count. */
export type Delta =
  | { kind: 'text'; text: string }
  | { kind: 'reasoning'; text: string }
  /** The arguments of a tool call grow; `length` is how long they are by now. */
  | { kind: 'call'; name: string; length: number }
  | { kind: 'restarted' }

export type Reply = {
  text: string
  reasoning: string
  toolCalls: { id: string; name: string; arguments: string }[]
  items: Record<string, unknown>[]
  usage: Usage | null
  /** `cut`: the model reached its output limit. `stopped`: the signal was aborted; what had come is kept. */
  end: Extract<EntryOf<'assistant'>['payload']['end'], 'complete' | 'cut' | 'stopped'>
}

export type ModelFault = FaultOf<
  | 'key-missing'
  | 'key-refused'
  | 'model-unreachable'
  | 'model-not-found'
  | 'model-busy'
  | 'model-refused'
  | 'quota-spent'
  | 'context-full'
  | 'stream-cut'
  | 'reply-unreadable'
>

export type ModelCall = {
  request: ModelRequest
  signal: AbortSignal
  onDelta: (delta: Delta) => void
  /** A try failed and the next is due at this time (milliseconds since 1970). */
  onRetry: (retry: { attempt: number; at: number; reason: string }) => void
}

/** What asking for the models' names may end with. */
export type ListFault = FaultOf<
  'key-missing' | 'key-refused' | 'model-unreachable' | 'model-busy' | 'model-refused' | 'reply-unreadable'
>

/**
 * A model behind one wire API. Retries by itself; a reply comes whole or not at all.
 *
 * The one exception is a reply that was stopped: its text and reasoning are
 * kept, its tool calls are not, since they may be half written.
 */
export type Model = {
  reply(call: ModelCall): Promise<Result<Reply, ModelFault>>
  /** Names of the models that the server offers, sorted. One try. */
  list(signal: AbortSignal): Promise<Result<string[], ListFault>>
}

/** Where and how a model is reached. `baseUrl` has no slash at its end; a null `key` means that none is known. */
export type Endpoint = { baseUrl: string; api: 'responses' | 'chat'; key: string | null }
