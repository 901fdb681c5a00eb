import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { roughTokens } from '../usage.ts'
import type { Encoder, Sending } from './encoder.ts'
import { type Piece, piecesOf, sentCalls } from './pieces.ts'
import type { ReadRequest } from './request.ts'
import type { Playing, RawTurn, SaidTurn } from './turn.ts'

export type Asked = {
  /** Null: the request was not understood. */
  read: ReadRequest | null
  encoder: (sending: Sending) => Encoder
  /** Length of the request, to count its tokens by. */
  size: number
  options: Playing
}

/** Asks the script for a turn and sends it. */
export async function answer(response: ServerResponse, asked: Asked): Promise<void> {
  const { read, options } = asked
  if (!read) return refuse(response, 400, 'The demo model answers streamed requests only: send "stream": true.')
  const turn = await options.script(read)
  if ('body' in turn) return sendRaw(response, turn)
  const calls = sentCalls(turn, () => `call_${randomUUID()}`)
  const pieces = piecesOf(turn, calls)
  const counted = {
    input: roughTokens(asked.size),
    cachedInput: 0,
    output: roughTokens(pieces.reduce((sum, { text }) => sum + text.length, 0)),
  }
  const tokens = turn.usage === undefined ? counted : turn.usage
  const encoder = asked.encoder({ id: randomUUID(), model: read.model, turn, calls, tokens, include: read.include })
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  await stream(response, { turn, pieces, encoder, paceMs: options.paceMs })
}

type Streamed = { turn: SaidTurn; pieces: readonly Piece[]; encoder: Encoder; paceMs: number }

async function stream(response: ServerResponse, { turn, pieces, encoder, paceMs }: Streamed): Promise<void> {
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  let sent = 0
  await write(response, encoder.open())
  for (const piece of pieces) {
    if (turn.gate && sent >= turn.gate.at) await turn.gate.opens
    if (turn.cutAfter !== undefined && sent >= turn.cutAfter) break
    if (gone.signal.aborted) return
    await write(response, encoder.piece(piece))
    sent += piece.text.length
    if (paceMs > 0) await sleep(paceMs, undefined, { signal: gone.signal }).catch(() => undefined)
  }
  if (turn.gate && sent >= turn.gate.at) await turn.gate.opens
  if (turn.cutAfter === undefined) response.end(encoder.close())
  else response.destroy()
}

async function sendRaw(response: ServerResponse, turn: RawTurn): Promise<void> {
  const json = { 'content-type': 'application/json' }
  response.writeHead(turn.status ?? 200, { ...json, ...turn.headers })
  if (typeof turn.body === 'string') return void response.end(turn.body)
  for await (const part of turn.body) await write(response, part)
  response.end()
}

/** Written when it has gone out, or when there is nobody to read it any more. */
function write(response: ServerResponse, part: string | Uint8Array): Promise<void> {
  if (part.length === 0) return Promise.resolve()
  return new Promise((resolve) => response.write(part, () => resolve()))
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

/** An error as OpenAI sends it. */
export function refuse(response: ServerResponse, status: number, message: string, code: string | null = null): void {
  sendJson(response, status, { error: { message, type: 'invalid_request_error', param: null, code } })
}
