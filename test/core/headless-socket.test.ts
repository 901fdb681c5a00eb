import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Core } from '../../main/core/core.ts'
import { createAccess } from '../../main/headless/access.ts'
import { type Served, serve } from '../../main/headless/serve.ts'
import { serveSocket } from '../../main/headless/socket.ts'
import { ok } from '../../preload/protocol/result.ts'
import type { Frame } from '../../preload/protocol/wire.ts'
import { scriptedCore } from '../helpers/scripted-core.ts'

const known = { token: 'token', session: 'session' }
let served: Served | null = null

afterEach(async () => {
  await served?.close()
  served = null
})

async function open(
  core: Core,
  { heartbeatMs, autoPong = true }: { heartbeatMs?: number; autoPong?: boolean } = {},
): Promise<{ socket: WebSocket; next: () => Promise<unknown> }> {
  const result = await serve({
    core,
    access: createAccess(known),
    page: import.meta.dirname,
    port: 0,
    ...(heartbeatMs !== undefined && { heartbeatMs }),
  })
  if (!result.ok) throw new Error(result.fault)
  served = result.value
  const origin = `http://127.0.0.1:${served.port}`
  const headers = { origin, cookie: `ikigai-${served.port}=session` }
  const socket = new WebSocket(`ws://127.0.0.1:${served.port}/socket`, { headers, autoPong })
  const arrived: unknown[] = []
  let wake = () => undefined as unknown
  socket.on('message', (bytes) => {
    arrived.push(JSON.parse(String(bytes)))
    wake()
  })
  await once(socket, 'open')
  const next = async () => {
    while (arrived.length === 0) await new Promise((resolve) => (wake = () => resolve(null)))
    return arrived.shift()
  }
  return { socket, next }
}

const closing = async (socket: WebSocket) => {
  const [code, reason] = await once(socket, 'close')
  return { code, reason: String(reason) }
}

test('sends the state first, then answers calls and passes events on in their order', async () => {
  const core = scriptedCore()
  const { socket, next } = await open(core)
  expect(await next()).toMatchObject({ kind: 'state', n: 0 })
  socket.send(JSON.stringify({ id: 7, name: 'run.stop', input: { agentId: 'a' } }))
  expect(await next()).toEqual({ id: 7, result: ok({ name: 'run.stop', input: { agentId: 'a' } }) })
  const event: Frame = { kind: 'event', n: 1, event: { type: 'alert-dismissed', id: 'x' } }
  core.emit(event)
  expect(await next()).toEqual(event)
})

test('a page that goes leaves the core', async () => {
  const core = scriptedCore()
  const { socket, next } = await open(core)
  await next()
  expect(core.joined()).toBe(1)
  socket.close()
  await once(socket, 'close')
  await served?.close()
  served = null
  expect(core.joined()).toBe(0)
})

test.each([
  ['text that is not JSON', 'hello'],
  ['JSON that is no call', '{"id":1}'],
  ['a name that is too long', JSON.stringify({ id: 1, name: 'x'.repeat(101), input: null })],
])('closes with a sentence on %s', async (_what, message) => {
  const { socket } = await open(scriptedCore())
  socket.send(message)
  expect(await closing(socket)).toEqual({ code: 1007, reason: 'A message is a JSON object with id, name and input.' })
})

test('closes on bytes, and on a message over the limit', async () => {
  const bytes = await open(scriptedCore())
  bytes.socket.send(Buffer.from('{}'))
  expect((await closing(bytes.socket)).code).toBe(1003)
  await served?.close()
  const long = await open(scriptedCore())
  long.socket.send(JSON.stringify({ id: 1, name: 'draft.save', input: 'x'.repeat(16_000_001) }))
  expect((await closing(long.socket)).code).toBe(1009)
})

test('ends by giving the answers that are due, and then says goodbye', async () => {
  const gate = Promise.withResolvers<void>()
  const asked = Promise.withResolvers<void>()
  const core = scriptedCore(async () => {
    asked.resolve()
    await gate.promise
    return ok('done')
  })
  const { socket, next } = await open(core)
  await next()
  socket.send(JSON.stringify({ id: 1, name: 'x', input: null }))
  await asked.promise
  const ended = served?.close()
  gate.resolve()
  expect(await next()).toEqual({ id: 1, result: ok('done') })
  expect(await closing(socket)).toEqual({ code: 1001, reason: 'Ikigai has ended.' })
  await ended
  served = null
})

test('lets go of a page that no longer answers', async () => {
  const core = scriptedCore()
  const { socket, next } = await open(core, { heartbeatMs: 10, autoPong: false })
  await next()
  const { code } = await closing(socket)
  expect(code).toBe(1006)
})

/** A socket that never empties, as to a page that does not read. */
function stuckSocket(bufferedAmount: number) {
  const sent: unknown[] = []
  const ended: string[] = []
  const socket = {
    OPEN: 1,
    readyState: 1,
    bufferedAmount,
    on: () => socket,
    send: (text: string) => sent.push(JSON.parse(text)),
    close: (code: number) => ended.push(`close ${code}`),
    terminate: () => ended.push('terminate'),
  }
  // serveSocket uses no more of a socket than this
  return { socket: socket as unknown as WebSocket, sent, ended }
}

const chunk: Frame = {
  kind: 'chunk',
  chunk: { kind: 'reply', agentId: 'a', replyId: 'r', part: 'text', at: 0, text: 'hi' },
}
const event: Frame = { kind: 'event', n: 1, event: { type: 'alert-dismissed', id: 'x' } }

test('drops chunks but no events for a page that is slow', () => {
  const core = scriptedCore()
  const { socket, sent, ended } = stuckSocket(2_000_000)
  serveSocket(core, socket)
  core.emit(chunk)
  core.emit(event)
  expect(sent.slice(1)).toEqual([event])
  expect(ended).toEqual([])
})

test('lets go of a page that is hopelessly behind', () => {
  const core = scriptedCore()
  const { socket, sent, ended } = stuckSocket(65_000_000)
  serveSocket(core, socket)
  core.emit(event)
  expect({ sent, ended: ended.slice(-2) }).toEqual({ sent: [], ended: ['close 1013', 'terminate'] })
})
