import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Pace = { tokens: number; perSecond: number }

/** A Chat Completions server that says nothing but the time, each token stamped with when it left. */
export async function streamServer(pace: Pace): Promise<{ baseUrl: string; close(): void }> {
  const server = createServer((request, response) => {
    request.resume()
    request.once('end', () => {
      if (request.url?.endsWith('/chat/completions')) stream(response, pace)
      else response.writeHead(404).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // a server that listens on TCP has an address with a port
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

function stream(response: ServerResponse, { tokens, perSecond }: Pace): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const say = (delta: object, finish: string | null = null) => {
    const choice = { index: 0, delta, finish_reason: finish }
    response.write(`data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', choices: [choice] })}\n\n`)
  }
  const began = performance.now()
  let said = 0
  say({ role: 'assistant', content: '' })
  const timer = setInterval(() => {
    const due = Math.min(tokens, Math.ceil(((performance.now() - began) * perSecond) / 1000))
    for (; said < due; said += 1) say({ content: `${said % 25 === 24 ? '\n\n' : ' '}t${Date.now()}` })
    if (said < tokens) return
    clearInterval(timer)
    say({}, 'stop')
    response.end('data: [DONE]\n\n')
  }, 5)
  response.once('close', () => clearInterval(timer))
}
