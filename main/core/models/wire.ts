import type { OpenAI } from 'openai'
import type { Result } from '../../../preload/protocol/result.ts'
import type { Miss } from './miss.ts'
import type { Delta, ModelRequest, Reply } from './model.ts'
import type { Tokens } from './usage.ts'
import type { Where } from './where.ts'

/** A reply as it stands in the wire's own terms: ids may be missing, and nothing is priced. */
export type Draft = Pick<Reply, 'text' | 'reasoning' | 'toolCalls' | 'items'> & {
  end: 'complete' | 'cut'
  tokens: Tokens | null
}

/** Puts the events of one try together. */
export type Reader = {
  /** One event of the stream, which may be anything. A miss ends the try. */
  take(event: unknown): Miss | null
  /** What has come so far. */
  partial(): { text: string; reasoning: string }
  /** The whole reply, or why it is none. `ended`: the server said that nothing more comes. */
  finish(ended: boolean): Result<Draft, Miss>
}

/** What `without` may hold beside parameters: the items of earlier replies that are sent back. */
export const earlierItems = 'earlier items'

/** And that what the model thought is kept back: DeepSeek and Kimi refuse a conversation in which it is missing. */
export const keptThoughts = 'thoughts kept back'

/** And that one side may speak twice in a row: the templates of Mistral and Gemma refuse that. */
export const rolesInARow = 'roles in a row'

/** What one wire API adds to what all have in common. */
export type Wire = {
  /** Parameters that a server may refuse, and other habits, that a call can do without. */
  optional: readonly string[]
  send(client: OpenAI, request: ModelRequest, options: SendOptions): Promise<Response>
  reader(where: Where, onDelta: (delta: Delta) => void): Reader
}

type SendOptions = { signal: AbortSignal; without: ReadonlySet<string> }
