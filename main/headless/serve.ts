import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import sirv from 'sirv'
import { type WebSocket, WebSocketServer } from 'ws'
import { fail, ok, type Result } from '../../preload/protocol/result.ts'
import type { Core } from '../core/core.ts'
import { pageHeaders } from '../host/policy.ts'
import { type Access, isOurHost, isOurPage } from './access.ts'
import { keepHeartbeat } from './heartbeat.ts'
import { answer, exchangeSession } from './session.ts'
import { farewell, type Page, serveSocket } from './socket.ts'

/** The longest message a page may send: a pasted file, with room to spare. */
const messageBytes = 16_000_000

export type Extra = (request: IncomingMessage, response: ServerResponse) => boolean

export type ServeOptions = {
  core: Core
  access: Access
  /** Folder of the built page. */
  page: string
  /** 0: any free one. */
  port: number
  /** Answers a request before anything else does; true where it did. */
  extra?: Extra
  heartbeatMs?: number
}

export type Served = { port: number; url: string; sessionOpened: Promise<void>; close(): Promise<void> }

/**
 * Serves the page and its socket on loopback.
 *
 * The page itself is public and holds nothing; everything else needs the
 * session, our own Host and our own Origin.
 */
export async function serve(options: ServeOptions): Promise<Result<Served, string>> {
  const { core, access } = options
  const pages = new Map<WebSocket, Page>()
  // `dev` looks at the files at each request: a page that is built again while we run is served whole
  const files = sirv(options.page, { dev: true, etag: true })
  const joining = new WebSocketServer({ noServer: true, maxPayload: messageBytes, perMessageDeflate: false })
  const firstSession = Promise.withResolvers<void>()

  const server = createServer((request, response) => {
    if (!isOurHost(request)) return answer(response, 421, 'This address answers to 127.0.0.1 and localhost only.')
    const headers = pageHeaders(socketSources(request))
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    if (options.extra?.(request, response)) return
    if (request.method === 'POST' && request.url === '/session') {
      void exchangeSession(access, request, response)
        .then(() => response.statusCode === 204 && firstSession.resolve())
        .catch(() => request.destroy()) // the page hung up half-way
      return
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(response, 405, 'Only reading works here.')
    files(request, response, () => answer(response, 404, 'There is no such file.'))
  })

  server.on('upgrade', (request, stream, head) => {
    stream.on('error', () => stream.destroy())
    if (request.url !== '/socket') return refuse(stream, '404 Not Found')
    if (!isOurPage(request)) return refuse(stream, '403 Forbidden')
    if (!access.admits(request)) return refuse(stream, '401 Unauthorized')
    joining.handleUpgrade(request, stream, head, (socket) => {
      pages.set(socket, serveSocket(core, socket))
      socket.once('close', () => pages.delete(socket))
    })
  })

  const failure = await listenOn(server, options.port)
  if (failure !== null) return fail(failure)
  // a server that listens on TCP has an address with a port
  const { port } = server.address() as AddressInfo
  const stopHeartbeat = keepHeartbeat(joining.clients, options.heartbeatMs)

  return ok({
    port,
    url: `http://127.0.0.1:${port}/`,
    sessionOpened: firstSession.promise,
    async close() {
      stopHeartbeat()
      const ended = once(server, 'close')
      server.close()
      await Promise.all([...pages].map(([socket, page]) => farewell(socket, page)))
      server.closeAllConnections()
      await ended
    },
  })
}

async function listenOn(server: ReturnType<typeof createServer>, port: number): Promise<string | null> {
  server.listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
    return null
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'EADDRINUSE') return `Port ${port} is in use. Choose another with --port, or 0 for any free one.`
    if (code === 'EACCES') return `Port ${port} is reserved for the system. Choose one above 1023 with --port.`
    return `Port ${port} cannot be opened: ${error instanceof Error ? error.message : String(error)}.`
  }
}

/** The socket's address under both of our names, for browsers whose 'self' does not include ws. */
function socketSources(request: IncomingMessage): string[] {
  const port = request.socket.localPort
  return [`ws://127.0.0.1:${port}`, `ws://localhost:${port}`]
}

function refuse(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
