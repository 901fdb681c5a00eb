import { z } from 'zod'
import { fail, ok } from '../../../preload/protocol/result.ts'
import { missOfServer } from './faults.ts'
import { cutOff, final, unreadable } from './miss.ts'
import type { Delta } from './model.ts'
import { addCallDelta, type GrowingCall } from './tool-calls.ts'
import { chatTokens, chatUsage, type Tokens } from './usage.ts'
import type { Where } from './where.ts'
import type { Reader } from './wire.ts'

const words = z.string().nullish()
/** What a reply is whole without, so that an odd shape of it spoils nothing. */
const spare = <T extends z.ZodType>(shape: T) => shape.nullish().catch(null)

const callDelta = z.object({
  index: spare(z.coerce.number()),
  id: words,
  function: z
    .object({ name: words, arguments: z.union([z.string(), z.record(z.string(), z.unknown())]).nullish() })
    .nullish(),
})

/** Mistral's reasoning models send parts in place of a string. */
const content = z.union([z.string(), z.array(z.object({ text: words }))]).nullish()

const delta = z.object({
  content,
  refusal: words,
  /** DeepSeek, llama.cpp; `reasoning` is OpenRouter's, Ollama's and vLLM's name for it. */
  reasoning_content: spare(z.string()),
  reasoning: spare(z.string()),
  tool_calls: z.array(callDelta).nullish(),
})

const chunk = z.object({
  choices: z.array(z.object({ index: z.number().nullish(), delta: delta.nullish(), finish_reason: words })).nullish(),
  usage: spare(chatUsage),
})

/**
 * Puts the chunks of a Chat Completions stream together.
 *
 * Takes them as servers send them, not as the reference has them: without role,
 * with usage in a chunk without choices, in every chunk or in none, with calls
 * whole or in pieces. A reply is whole where a finish reason came, or where the
 * server said that the stream is at its end.
 */
export function chatReader(where: Where, onDelta: (delta: Delta) => void): Reader {
  const calls: GrowingCall[] = []
  let text = ''
  let reasoning = ''
  let finish = ''
  let tokens: Tokens | null = null

  const addCall = (said: z.infer<typeof callDelta>) => {
    const args = said.function?.arguments ?? ''
    const call = addCallDelta(calls, {
      index: said.index ?? null,
      id: said.id ?? '',
      name: said.function?.name ?? '',
      arguments: typeof args === 'string' ? args : JSON.stringify(args),
    })
    onDelta({ kind: 'call', name: call.name, length: call.arguments.length })
  }
  const add = (said: z.infer<typeof delta>) => {
    const thought = said.reasoning_content || said.reasoning || ''
    const spoken = textOf(said.content) + (said.refusal ?? '')
    reasoning += thought
    text += spoken
    if (thought !== '') onDelta({ kind: 'reasoning', text: thought })
    if (spoken !== '') onDelta({ kind: 'text', text: spoken })
    for (const call of said.tool_calls ?? []) addCall(call)
  }

  return {
    take(event) {
      const read = chunk.safeParse(event)
      if (!read.success) return unreadable('a part of the reply has an unknown shape')
      const first = read.data.choices?.find(({ index }) => (index ?? 0) === 0)
      if (first?.delta) add(first.delta)
      finish = first?.finish_reason || finish
      if (read.data.usage) tokens = chatTokens(read.data.usage)
      if (finish === 'error') return missOfServer(brokenInside, where)
      return null
    },
    partial: () => ({ text, reasoning }),
    finish(ended) {
      const empty = text === '' && calls.length === 0
      if (finish === '' && !ended) return fail(cutOff('the reply broke off'))
      if (finish === '' && empty && reasoning === '') return fail(unreadable('a stream without a reply'))
      if (finish === 'content_filter' && empty) {
        return fail(final({ kind: 'model-refused', status: 200, reason: 'its content filter held the reply back' }))
      }
      const end = finish === 'length' || finish === 'content_filter' ? 'cut' : 'complete'
      return ok({ text, reasoning, toolCalls: calls, items: [], end, tokens })
    },
  }
}

/** What OpenRouter means by the finish reason `error`. */
const brokenInside = { status: null, code: 'server_error', param: '', sentence: '', page: false }

function textOf(said: z.infer<typeof content>): string {
  return typeof said === 'string' ? said : (said ?? []).map((part) => part.text ?? '').join('')
}
