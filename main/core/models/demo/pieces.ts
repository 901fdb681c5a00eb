import type { SaidTurn } from './turn.ts'

/** A stretch of a reply that goes out in one chunk. `call` counts the tool calls from 0. */
export type Piece =
  | { kind: 'reasoning'; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'call'; call: number; begins: boolean; text: string }

/** A call as it goes over the wire. */
export type SentCall = { id: string; name: string; arguments: string }

/** The calls of a turn with their arguments as JSON; those without an id get one from `newId`. */
export function sentCalls(turn: SaidTurn, newId: () => string): SentCall[] {
  return (turn.toolCalls ?? []).map((call) => ({
    id: call.id ?? newId(),
    name: call.name,
    arguments: typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments),
  }))
}

/** A reply in the order and the portions in which it is streamed. */
export function piecesOf(turn: SaidTurn, calls: readonly SentCall[]): Piece[] {
  const portions = (text: string, length = turn.pieceLength) => split(text, length ?? null)
  return [
    ...portions(turn.reasoning ?? '').map((text) => ({ kind: 'reasoning' as const, text })),
    ...portions(turn.text ?? '').map((text) => ({ kind: 'text' as const, text })),
    ...calls.flatMap(({ arguments: args }, call) => [
      { kind: 'call' as const, call, begins: true, text: '' },
      ...portions(args, turn.callPieceLength ?? turn.pieceLength).map((text) => ({
        kind: 'call' as const,
        call,
        begins: false,
        text,
      })),
    ]),
  ]
}

function split(text: string, length: number | null): string[] {
  if (length === null) return text.match(/\S+\s*|\s+/g) ?? []
  return Array.from({ length: Math.ceil(text.length / length) }, (_, at) => text.slice(at * length, (at + 1) * length))
}
