import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Who may talk to the browser host: whoever showed the token once, from our own page. */
export type Access = {
  readonly token: string
  /** The session that the token buys, or null for a wrong token. */
  exchange(token: string): string | null
  /** Whether a request carries the session's cookie. */
  admits(request: IncomingMessage): boolean
  cookie(port: number): string
}

/** `known` lets a development restart keep its page signed in. */
export function createAccess(known?: { token: string; session: string }): Access {
  const token = known?.token ?? newSecret()
  const session = known?.session ?? newSecret()
  return {
    token,
    exchange: (given) => (same(given, token) ? session : null),
    admits(request) {
      const port = request.socket.localPort ?? 0
      const given = cookiesOf(request).get(`ikigai-${port}`)
      return given !== undefined && same(given, session)
    },
    cookie: (port) => `ikigai-${port}=${session}; HttpOnly; SameSite=Strict; Path=/`,
  }
}

/** 256 random bits, safe in an address. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * Whether the Host header names us. A page of a stranger whose name was made
 * to point to 127.0.0.1 (DNS rebinding) still sends the stranger's name.
 */
export function isOurHost(request: IncomingMessage): boolean {
  const port = request.socket.localPort
  // a browser leaves out the port that every address has
  const ending = port === 80 ? '' : `:${port}`
  return request.headers.host === `127.0.0.1${ending}` || request.headers.host === `localhost${ending}`
}

/** Whether a request was made by our own page, on the host name that it was loaded from. */
export function isOurPage(request: IncomingMessage): boolean {
  return isOurHost(request) && request.headers.origin === `http://${request.headers.host}`
}

/** Compares digests, so that neither content nor length shows in the time it takes. */
function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

function cookiesOf(request: IncomingMessage): Map<string, string> {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim())
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]))
}
