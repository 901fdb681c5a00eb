import type { Encoder, Sending } from './encoder.ts'
import type { Piece } from './pieces.ts'

type Item = Record<string, unknown>

/** Events of the Responses API: each item is announced, streamed and then sent whole. */
export function responsesEncoder({ id, model, turn, calls, tokens, include }: Sending): Encoder {
  let sequence = 0
  const send = (type: string, fields: Item) =>
    `event: ${type}\ndata: ${JSON.stringify({ type, ...fields, sequence_number: sequence++ })}\n\n`
  const response = (status: string, fields: Item = {}) => ({
    response: { id, object: 'response', created_at: 0, model, status, error: null, output: [], ...fields },
  })

  const items = wholeItems({ id, turn, calls, include })
  let at = -1

  /** Ends the item that is open, and announces the one that a piece belongs to. */
  const moveTo = (index: number): string => {
    if (index === at) return ''
    const ended = at >= 0 ? send('response.output_item.done', { output_index: at, item: items[at] }) : ''
    at = index
    const item = items[at]
    return item ? ended + send('response.output_item.added', { output_index: at, item: announced(item) }) : ended
  }
  const indexOf = (piece: Piece): number => {
    if (piece.kind === 'reasoning') return 0
    const calling = items.length - calls.length
    return piece.kind === 'text' ? calling - 1 : calling + piece.call
  }
  const stream = (piece: Piece): string => {
    const place = { item_id: items[at]?.['id'], output_index: at, delta: piece.text }
    if (piece.text === '') return ''
    if (piece.kind === 'text') return send('response.output_text.delta', { ...place, content_index: 0 })
    if (piece.kind === 'call') return send('response.function_call_arguments.delta', place)
    return send('response.reasoning_summary_text.delta', { ...place, summary_index: 0 })
  }

  return {
    open: () => send('response.created', response('in_progress')),
    piece: (piece) => moveTo(indexOf(piece)) + stream(piece),
    close() {
      const ended = moveTo(items.length)
      const usage = tokens && {
        input_tokens: tokens.input,
        input_tokens_details: { cached_tokens: tokens.cachedInput },
        output_tokens: tokens.output,
        output_tokens_details: { reasoning_tokens: 0 },
        total_tokens: tokens.input + tokens.output,
      }
      const status = turn.end === 'cut' ? 'incomplete' : 'completed'
      const incomplete_details = turn.end === 'cut' ? { reason: 'max_output_tokens' } : null
      return ended + send(`response.${status}`, response(status, { output: items, usage, incomplete_details }))
    },
  }
}

function wholeItems({ id, turn, calls, include }: Pick<Sending, 'id' | 'turn' | 'calls' | 'include'>): Item[] {
  const encrypted = include.includes('reasoning.encrypted_content')
  return [
    ...(turn.reasoning
      ? [
          {
            id: `rs_${id}`,
            type: 'reasoning',
            summary: [{ type: 'summary_text', text: turn.reasoning }],
            ...(encrypted && { encrypted_content: Buffer.from(turn.reasoning).toString('base64') }),
          },
        ]
      : []),
    ...(turn.text
      ? [
          {
            id: `msg_${id}`,
            type: 'message',
            role: 'assistant',
            status: 'completed',
            content: [{ type: 'output_text', text: turn.text, annotations: [] }],
          },
        ]
      : []),
    ...calls.map((call, at) => ({
      id: `fc_${id}_${at}`,
      type: 'function_call',
      status: 'completed',
      call_id: call.id,
      name: call.name,
      arguments: call.arguments,
    })),
  ]
}

/** An item before anything of it has come. */
function announced(item: Item): Item {
  const { encrypted_content: _, ...rest } = item
  const empty = { reasoning: { summary: [] }, message: { content: [] }, function_call: { arguments: '' } }
  const type = item['type'] as keyof typeof empty // `wholeItems` makes these three and no other
  return { ...rest, status: 'in_progress', ...empty[type] }
}
