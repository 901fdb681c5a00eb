import type { Tokens } from '../usage.ts'
import type { Piece, SentCall } from './pieces.ts'
import type { SaidTurn } from './turn.ts'

/** Writes one reply as server-sent events. */
export type Encoder = {
  open(): string
  piece(piece: Piece): string
  close(): string
}

/** All that an encoder has to know. `include` is what the request asked for beside the reply. */
export type Sending = {
  id: string
  model: string
  turn: SaidTurn
  calls: readonly SentCall[]
  tokens: Tokens | null
  include: readonly string[]
}
