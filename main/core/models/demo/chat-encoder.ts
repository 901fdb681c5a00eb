import type { Encoder, Sending } from './encoder.ts'
import type { Piece } from './pieces.ts'

/** Chunks of Chat Completions, as OpenAI sends them; reasoning as DeepSeek does. */
export function chatEncoder({ id, model, turn, calls, tokens }: Sending): Encoder {
  const send = (choices: unknown[], usage?: unknown) =>
    `data: ${JSON.stringify({ id, object: 'chat.completion.chunk', created: 0, model, choices, ...(usage !== undefined && { usage }) })}\n\n`
  const chunk = (delta: unknown, finish: string | null = null) => send([{ index: 0, delta, finish_reason: finish }])

  const delta = (piece: Piece) => {
    if (piece.kind === 'reasoning') return { reasoning_content: piece.text }
    if (piece.kind === 'text') return { content: piece.text }
    const call = calls[piece.call]
    const begins = piece.begins && { id: call?.id, type: 'function' }
    const named = { ...(piece.begins && { name: call?.name }), arguments: piece.text }
    return { tool_calls: [{ index: piece.call, ...begins, function: named }] }
  }

  return {
    open: () => chunk({ role: 'assistant', content: '' }),
    piece: (piece) => chunk(delta(piece)),
    close() {
      const finish = turn.end === 'cut' ? 'length' : calls.length > 0 ? 'tool_calls' : 'stop'
      const usage = tokens && {
        prompt_tokens: tokens.input,
        completion_tokens: tokens.output,
        total_tokens: tokens.input + tokens.output,
        prompt_tokens_details: { cached_tokens: tokens.cachedInput },
      }
      return `${chunk({}, finish)}${usage ? send([], usage) : ''}data: [DONE]\n\n`
    },
  }
}
