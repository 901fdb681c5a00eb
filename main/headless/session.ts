import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { type Access, isOurPage } from './access.ts'

/** A body that holds a token is far below this. */
const bodyLimit = 4096

const body = z.object({ token: z.string().max(200) })

/**
 * `POST /session`: exchanges the token for a session cookie.
 *
 * The cookie, unlike the address with the token, survives a reload and stays
 * out of the page's scripts.
 */
export async function exchangeSession(access: Access, request: IncomingMessage, response: ServerResponse) {
  if (!isOurPage(request)) return answer(response, 403, 'This address takes sessions from its own page only.')
  const text = await readBody(request)
  if (text === null) return answer(response, 413, 'That is too long for a token.')
  const given = body.safeParse(parse(text))
  if (!given.success) return answer(response, 400, 'A JSON object with a token is needed.')
  if (access.exchange(given.data.token) === null) {
    return answer(response, 401, 'That token is not valid here. Use the address that Ikigai printed at this start.')
  }
  response.setHeader('Set-Cookie', access.cookie(request.socket.localPort ?? 0))
  response.statusCode = 204
  response.end()
}

/** Ends a response with one sentence for whoever reads it. */
export function answer(response: ServerResponse, status: number, sentence: string): void {
  response.statusCode = status
  response.setHeader('Content-Type', 'text/plain; charset=utf-8')
  response.end(`${sentence}\n`)
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    const bytes = Buffer.from(part)
    size += bytes.length
    if (size > bodyLimit) return null
    parts.push(bytes)
  }
  return Buffer.concat(parts).toString('utf8')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
