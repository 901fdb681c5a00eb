import { type SeenRequest, startDemoServer } from '../../main/core/models/demo/server.ts'
import type { RawTurn, Script, Turn } from '../../main/core/models/demo/turn.ts'

export type ModelServer = {
  /** Ends with `/v1`. */
  baseUrl: string
  key: string
  /** What was asked so far, oldest first. */
  requests: SeenRequest[]
  close(): Promise<void>
}

/**
 * An OpenAI-compatible server that plays a script without a pace. A list is
 * played turn by turn, one for each request; its last turn is played for ever.
 */
export async function modelServer(script: Script | readonly Turn[]): Promise<ModelServer> {
  const requests: SeenRequest[] = []
  let played = 0
  const play: Script =
    typeof script === 'function'
      ? script
      : () => {
          const turn = script[Math.min(played, script.length - 1)]
          played += 1
          return turn ?? { text: 'The list of turns is empty.' }
        }
  const server = await startDemoServer({ script: play, paceMs: 0, onRequest: (request) => requests.push(request) })
  return { ...server, requests }
}

/** An error as OpenAI sends it. */
export function errorTurn(
  status: number,
  error: { message: string; code?: string | number | null; type?: string; param?: string | null },
  headers: Record<string, string> = {},
): RawTurn {
  return { status, headers, body: JSON.stringify({ error: { type: null, param: null, code: null, ...error } }) }
}

/** A stream of exactly these events, each a JSON value or a line as it stands. */
export function eventsTurn(events: readonly unknown[]): RawTurn {
  const line = (event: unknown) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`
  return { headers: { 'content-type': 'text/event-stream' }, body: events.map(line).join('') }
}
