import { once } from 'node:events'
import { type IncomingHttpHeaders, request } from 'node:http'
import { text } from 'node:stream/consumers'

export type RawAnswer = { status: number; headers: IncomingHttpHeaders; body: string }

/** A request with exactly these headers, Host and Origin included: fetch would not let them be forged. */
export async function raw(
  port: number,
  at: { method?: string; path?: string; headers?: Record<string, string>; body?: string },
): Promise<RawAnswer> {
  const { method = 'GET', path = '/', headers = {}, body } = at
  const asking = request({ host: '127.0.0.1', port, method, path, headers, agent: false })
  asking.end(body)
  const [answer] = await once(asking, 'response')
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) }
}
