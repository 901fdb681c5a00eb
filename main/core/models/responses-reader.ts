import { z } from 'zod'
import { fail, ok } from '../../../preload/protocol/result.ts'
import { missOfServer } from './faults.ts'
import { cutOff, final, type Miss, unreadable } from './miss.ts'
import type { Delta } from './model.ts'
import { oneLine } from './one-line.ts'
import { responsesTokens, responsesUsage, type Tokens } from './usage.ts'
import type { Where } from './where.ts'
import type { Reader } from './wire.ts'

const anyItem = z.record(z.string(), z.unknown())
type Item = z.infer<typeof anyItem>

const label = z.union([z.string(), z.number()]).nullish()
const trouble = z.object({ code: label, message: z.string().nullish(), param: z.string().nullish() })

const event = z.object({
  type: z.string(),
  delta: z.unknown().optional(),
  item: anyItem.nullish(),
  item_id: z.string().nullish(),
  output_index: z.number().nullish(),
  ...trouble.shape,
  error: trouble.nullish(),
  response: z
    .object({
      output: z.array(anyItem).nullish(),
      usage: responsesUsage.nullish().catch(null),
      error: trouble.nullish(),
      incomplete_details: z.object({ reason: z.string().nullish() }).nullish(),
    })
    .nullish(),
})
type Event = z.infer<typeof event>

const call = z.object({ call_id: z.string(), name: z.string(), arguments: z.string() })
const message = z.object({ content: z.array(z.object({ text: z.string().nullish(), refusal: z.string().nullish() })) })

/**
 * Puts the events of a Responses stream together.
 *
 * Deltas are for showing; calls and items are taken from the whole items, which
 * the server repeats at the end. Behind the end nothing counts, and an item that
 * comes twice is one: a call must not be made again.
 */
export function responsesReader(where: Where, onDelta: (delta: Delta) => void): Reader {
  let text = ''
  let reasoning = ''
  let end: 'complete' | 'cut' | null = null
  let reason = ''
  let tokens: Tokens | null = null
  let output: Item[] = []
  /** Whole items by their place in the output, for servers that do not repeat them. */
  const done = new Map<number, Item>()
  /** Calls on their way, by item. */
  const growing = new Map<string, { name: string; length: number }>()

  const add = (kind: 'text' | 'reasoning', piece: string) => {
    if (piece === '') return
    if (kind === 'text') text += piece
    else reasoning += piece
    onDelta({ kind, text: piece })
  }
  const grow = (at: Event, piece: string) => {
    const known = growing.get(keyOf(at)) ?? { name: '', length: 0 }
    known.length += piece.length
    growing.set(keyOf(at), known)
    onDelta({ kind: 'call', ...known })
  }
  const begin = (at: Event) => {
    const name = at.item?.['name']
    if (at.item?.['type'] === 'function_call' && typeof name === 'string') {
      growing.set(keyOf(at), { name, length: 0 })
      grow(at, '')
    } else if (at.item?.['type'] === 'message' && text !== '') add('text', '\n\n')
  }
  const close = (at: Event, how: 'complete' | 'cut') => {
    end = how
    reason = at.response?.incomplete_details?.reason ?? ''
    if (at.response?.usage) tokens = responsesTokens(at.response.usage)
    const repeated = at.response?.output ?? []
    output = repeated.length > 0 ? repeated : [...done].toSorted(([a], [b]) => a - b).map(([, item]) => item)
    if (text === '') add('text', textOf(output))
  }

  const take = (at: Event): Miss | null => {
    const piece = typeof at.delta === 'string' ? at.delta : ''
    switch (at.type) {
      case 'response.output_text.delta':
      case 'response.refusal.delta':
        add('text', piece)
        return null
      case 'response.reasoning_summary_text.delta':
      case 'response.reasoning_text.delta':
        add('reasoning', piece)
        return null
      case 'response.reasoning_summary_part.added':
        if (reasoning !== '') add('reasoning', '\n\n')
        return null
      case 'response.output_item.added':
        begin(at)
        return null
      case 'response.function_call_arguments.delta':
        grow(at, piece)
        return null
      case 'response.output_item.done':
        if (at.item) done.set(at.output_index ?? placeOf(at.item, done), at.item)
        return null
      case 'response.completed':
      case 'response.incomplete':
        close(at, at.type === 'response.completed' ? 'complete' : 'cut')
        return null
      case 'response.failed':
      case 'error':
        return failed(at, where)
      default:
        return null
    }
  }

  return {
    take(raw) {
      const read = event.safeParse(raw)
      if (end !== null) return null
      return read.success ? take(read.data) : unreadable('a part of the reply has an unknown shape')
    },
    partial: () => ({ text, reasoning }),
    finish() {
      if (end === null) return fail(cutOff('the reply broke off'))
      const calls = output.filter(({ type, status }) => type === 'function_call' && status !== 'incomplete')
      const read = z.array(call).safeParse(calls)
      if (!read.success) return fail(unreadable('a tool call has an unknown shape'))
      if (reason === 'content_filter' && text === '' && calls.length === 0) {
        return fail(final({ kind: 'model-refused', status: 200, reason: 'its content filter held the reply back' }))
      }
      const toolCalls = read.data.map((one) => ({ id: one.call_id, name: one.name, arguments: one.arguments }))
      return ok({ text, reasoning, toolCalls, items: end === 'cut' ? [] : toKeep(output), end, tokens })
    },
  }
}

/** Items are worth sending back as they came where reasoning is among them that the server can read again. */
function toKeep(output: Item[]): Item[] {
  const kept = output.filter((item) => item['type'] !== 'reasoning' || typeof item['encrypted_content'] === 'string')
  return kept.some(({ type }) => type === 'reasoning') ? kept : []
}

function textOf(output: Item[]): string {
  const parts = output.flatMap((item) =>
    item['type'] === 'message' ? (message.safeParse(item).data?.content ?? []) : [],
  )
  return parts.map((part) => part.text ?? part.refusal ?? '').join('')
}

/** The place of an item that came without one: where it is already, else behind the others. */
function placeOf({ id }: Item, done: ReadonlyMap<number, Item>): number {
  const [known] = [...done].find(([, item]) => id !== undefined && item['id'] === id) ?? []
  return known ?? done.size
}

function keyOf(at: Event): string {
  return String(at.output_index ?? at.item_id ?? '')
}

function failed(at: Event, where: Where): Miss {
  const said = at.response?.error ?? at.error ?? at
  const sentence = oneLine(said.message ?? '', where.key)
  const status = typeof said.code === 'number' ? said.code : null
  return missOfServer({ status, code: String(said.code ?? ''), param: said.param ?? '', sentence, page: false }, where)
}
