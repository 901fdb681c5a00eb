import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answer, refuse, sendJson } from './answer.ts'
import { chatEncoder } from './chat-encoder.ts'
import { readChatRequest, readResponsesRequest } from './request.ts'
import { responsesEncoder } from './responses-encoder.ts'
import type { Playing } from './turn.ts'

/** Milliseconds between two words: fast enough to work with, slow enough to watch. */
export const readablePaceMs = 18

/** A request as it came, for whoever wants to look. */
export type SeenRequest = { path: string; headers: IncomingHttpHeaders; body: unknown }

type DemoOptions = Playing & { onRequest?: (request: SeenRequest) => void }

export type DemoServer = {
  /** Ends with `/v1`. */
  baseUrl: string
  /** The bearer token: other programs of this machine do not know it. */
  key: string
  close(): Promise<void>
}

/**
 * An OpenAI-compatible server on a port of 127.0.0.1 that plays a script.
 *
 * Chat Completions and Responses, streamed, and the list of models: what the
 * real client needs, so that newcomers and tests go the way of a real model.
 */
export async function startDemoServer(options: DemoOptions): Promise<DemoServer> {
  const key = randomBytes(24).toString('base64url')
  const server = createServer((request, response) => {
    serve(options, key, request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy()
      else refuse(response, 422, `The script failed: ${error instanceof Error ? error.message : String(error)}`)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    key,
    async close() {
      server.close()
      server.closeAllConnections()
      if (server.listening) await once(server, 'close')
    },
  }
}

async function serve(options: DemoOptions, key: string, request: IncomingMessage, response: ServerResponse) {
  const path = request.url ?? ''
  const raw = await readBody(request)
  const body = parse(raw)
  options.onRequest?.({ path, headers: request.headers, body })
  if (request.headers.authorization !== `Bearer ${key}`) {
    return refuse(response, 401, 'Incorrect API key provided.', 'invalid_api_key')
  }
  switch (`${request.method} ${path}`) {
    case 'GET /v1/models':
      return sendJson(response, 200, { object: 'list', data: [{ id: 'demo', object: 'model', owned_by: 'ikigai' }] })
    case 'POST /v1/chat/completions':
      return answer(response, { read: readChatRequest(body), encoder: chatEncoder, size: raw.length, options })
    case 'POST /v1/responses':
      return answer(response, {
        read: readResponsesRequest(body),
        encoder: responsesEncoder,
        size: raw.length,
        options,
      })
    default:
      return refuse(
        response,
        404,
        'There is nothing here. The demo model serves /v1/chat/completions and /v1/responses.',
      )
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
