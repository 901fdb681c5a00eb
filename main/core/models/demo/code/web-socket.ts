import type { Code } from './feature.ts'

/** WebSocket on an HTTP server, without a library. */
export const webSocket: Code = {
  folder: 'websocket',
  parts: [
    {
      about: 'Phase 1, the handshake of a basic server.',
      files: [
        {
          path: 'src/websocket/handshake.js',
          text: `import { createHash } from 'node:crypto'

/** The answer to a client's key (RFC 6455, section 4.2.2). */
export function acceptKey(key) {
  return createHash('sha1').update(key + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64')
}

/** Why a request to upgrade is refused: an HTTP status. 101: it is not. */
export function judge({ method, headers }, { origins }) {
  if (method !== 'GET' || headers.upgrade?.toLowerCase() !== 'websocket') return 400
  if (headers['sec-websocket-version'] !== '13') return 426
  if (!/^[A-Za-z0-9+/]{22}==$/.test(headers['sec-websocket-key'] ?? '')) return 400
  return origins.includes(headers.origin) ? 101 : 403
}
`,
        },
        {
          path: 'test/websocket/handshake.test.js',
          text: `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { acceptKey, judge } from '../../src/websocket/handshake.js'

const headers = {
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  origin: 'https://pantry.example',
}
const status = (change, method = 'GET') =>
  judge({ method, headers: { ...headers, ...change } }, { origins: ['https://pantry.example'] })

test('answers the key of the standard as the standard says', () => {
  assert.equal(acceptKey('dGhlIHNhbXBsZSBub25jZQ=='), 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=')
})

test('takes a request that is as it should be', () => assert.equal(status({}), 101))
test('takes it in capitals', () => assert.equal(status({ upgrade: 'WebSocket' }), 101))
test('refuses another method', () => assert.equal(status({}, 'POST'), 400))
test('refuses another protocol', () => assert.equal(status({ upgrade: 'h2c' }), 400))
test('refuses another version', () => assert.equal(status({ 'sec-websocket-version': '8' }), 426))
test('refuses a key that is none', () => assert.equal(status({ 'sec-websocket-key': 'short' }), 400))
test('refuses a page of another site', () => assert.equal(status({ origin: 'https://evil.example' }), 403))
test('refuses a page that does not say where it is from', () => assert.equal(status({ origin: undefined }), 403))
`,
        },
      ],
    },
    {
      about: 'Phase 2, reading and writing messages.',
      files: [
        {
          path: 'src/websocket/frames.js',
          text: `export const opcodes = { text: 1, close: 8, ping: 9, pong: 10 }

/** Writes a frame as a server does: whole, and not masked. */
export function frame(opcode, payload = Buffer.alloc(0)) {
  const { length } = payload
  const head = length < 126 ? Buffer.alloc(2) : length < 65536 ? Buffer.alloc(4) : Buffer.alloc(10)
  head[0] = 0x80 | opcode
  head[1] = length < 126 ? length : length < 65536 ? 126 : 127
  if (head.length === 4) head.writeUInt16BE(length, 2)
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2)
  return Buffer.concat([head, payload])
}

/** Reads frames of a client from bytes that come in any portions. Throws a close code where they are wrong. */
export function frameReader({ mostBytes = 65536 } = {}) {
  let bytes = Buffer.alloc(0)

  function next() {
    if (bytes.length < 2) return null
    const short = bytes[1] & 0x7f
    const at = short === 126 ? 4 : short === 127 ? 10 : 2
    if (!(bytes[1] & 0x80) || bytes[0] & 0x70) throw 1002
    if (bytes.length < at + 4) return null
    const length = at === 2 ? short : at === 4 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2))
    if (length > mostBytes) throw 1009
    if (bytes.length < at + 4 + length) return null
    const mask = bytes.subarray(at, at + 4)
    const payload = Buffer.from(bytes.subarray(at + 4, at + 4 + length)).map((byte, index) => byte ^ mask[index % 4])
    const read = { final: (bytes[0] & 0x80) !== 0, opcode: bytes[0] & 0x0f, payload }
    bytes = bytes.subarray(at + 4 + length)
    return read
  }

  return (portion) => {
    bytes = Buffer.concat([bytes, portion])
    const frames = []
    for (let read = next(); read !== null; read = next()) frames.push(read)
    return frames
  }
}
`,
        },
        {
          path: 'test/websocket/frames.test.js',
          text: `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { frame, frameReader, opcodes } from '../../src/websocket/frames.js'

/** A frame as a client sends it: masked. */
function sent(text, { first = 0x81 } = {}) {
  const whole = frame(opcodes.text, Buffer.from(text))
  const at = whole.length - Buffer.byteLength(text)
  const mask = Buffer.from([1, 2, 3, 4])
  const masked = whole.subarray(at).map((byte, index) => byte ^ mask[index % 4])
  const head = Buffer.from(whole.subarray(0, at))
  head[0] = first
  head[1] |= 0x80
  return Buffer.concat([head, mask, masked])
}
const texts = (frames) => frames.map(({ payload }) => payload.toString())

for (const length of [0, 5, 125, 126, 65535, 65536]) {
  test('reads ' + length + ' bytes as they were sent', () => {
    const text = 'x'.repeat(length)
    assert.deepEqual(texts(frameReader()(sent(text))), [text])
  })
}

test('reads what comes byte by byte', () => {
  const read = frameReader()
  const frames = [...sent('hello')].flatMap((byte) => read(Buffer.from([byte])))
  assert.deepEqual(texts(frames), ['hello'])
})

test('reads two frames from one portion', () => {
  assert.deepEqual(texts(frameReader()(Buffer.concat([sent('a'), sent('b')]))), ['a', 'b'])
})

test('refuses a frame without a mask', () => {
  assert.throws(() => frameReader()(frame(opcodes.text, Buffer.from('a'))), (code) => code === 1002)
})

test('refuses reserved bits', () => {
  assert.throws(() => frameReader()(sent('a', { first: 0xc1 })), (code) => code === 1002)
})

test('refuses what is too long before it has come', () => {
  const head = sent('x'.repeat(1000)).subarray(0, 8)
  assert.throws(() => frameReader({ mostBytes: 100 })(head), (code) => code === 1009)
})
`,
        },
      ],
    },
    {
      about: 'Phases 3 and 4, the server with its limits, and tests against a real socket.',
      files: [
        {
          path: 'src/websocket/server.js',
          text: `import { acceptKey, judge } from './handshake.js'
import { frame, frameReader, opcodes } from './frames.js'

/** Speaks WebSocket on an HTTP server. Each text message is answered by what onMessage returns. */
export function webSockets(server, { origins, onMessage, mostBytes, mostMessages = 100 }) {
  server.on('upgrade', (request, socket) => {
    const status = judge(request, { origins })
    if (status !== 101) return socket.end('HTTP/1.1 ' + status + ' Refused\\r\\nConnection: close\\r\\n\\r\\n')
    const accept = acceptKey(request.headers['sec-websocket-key'])
    const upgraded = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade']
    socket.write([...upgraded, 'Sec-WebSocket-Accept: ' + accept, '', ''].join('\\r\\n'))
    const read = frameReader({ mostBytes })
    const answer = answering(onMessage, mostMessages)
    const end = (code) => socket.end(frame(opcodes.close, Buffer.from([code >> 8, code & 0xff])))
    socket.on('error', () => socket.destroy())
    socket.on('data', (portion) => {
      try {
        for (const asked of read(portion)) {
          const said = answer(asked)
          if (typeof said === 'number') return end(said)
          if (said !== null) socket.write(said)
        }
      } catch (code) {
        end(typeof code === 'number' ? code : 1011)
      }
    })
  })
}

/** What is said to a frame: bytes, nothing, or the code to close with. */
function answering(onMessage, mostMessages) {
  let messages = 0
  return ({ final, opcode, payload }) => {
    if (opcode === opcodes.ping) return frame(opcodes.pong, payload)
    if (opcode === opcodes.close) return 1000
    if (opcode === opcodes.pong) return null
    if (opcode !== opcodes.text || !final) return 1003
    messages += 1
    if (messages > mostMessages) return 1008
    return frame(opcodes.text, Buffer.from(String(onMessage(payload.toString()))))
  }
}
`,
        },
        {
          path: 'test/websocket/server.test.js',
          text: `import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { test } from 'node:test'
import { frame, opcodes } from '../../src/websocket/frames.js'
import { webSockets } from '../../src/websocket/server.js'

const origin = 'https://pantry.example'

/** Sends frames to a server that shouts back, and answers with the first bytes that come, or with the HTTP status. */
async function talk(frames, { from = origin, ...options } = {}) {
  const server = createServer()
  webSockets(server, { origins: [origin], onMessage: (text) => text.toUpperCase(), ...options })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const asking = request({
    port: server.address().port,
    headers: {
      ...{ connection: 'Upgrade', upgrade: 'websocket', origin: from },
      ...{ 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' },
    },
  }).end()
  try {
    const [status, socket] = await Promise.race([
      once(asking, 'upgrade').then(([response, socket]) => [response.statusCode, socket]),
      once(asking, 'response').then(([response]) => [response.statusCode, null]),
    ])
    if (!socket) return status
    socket.write(Buffer.concat(frames))
    const [bytes] = await once(socket, 'data')
    socket.destroy()
    return bytes
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

/** A short frame with a mask of zeros. */
function sent(opcode, text = '') {
  const whole = frame(opcode, Buffer.from(text))
  return Buffer.concat([Buffer.from([whole[0], whole[1] | 0x80, 0, 0, 0, 0]), whole.subarray(2)])
}
const closed = (code) => frame(opcodes.close, Buffer.from([code >> 8, code & 0xff]))

test('answers a message', async () => {
  assert.deepEqual(await talk([sent(opcodes.text, 'rice')]), frame(opcodes.text, Buffer.from('RICE')))
})

test('answers a ping, and not a pong', async () => {
  assert.deepEqual(await talk([sent(opcodes.pong), sent(opcodes.ping, 'x')]), frame(opcodes.pong, Buffer.from('x')))
})

test('closes when it is asked to', async () => assert.deepEqual(await talk([sent(opcodes.close)]), closed(1000)))

test('closes on what it does not understand', async () => assert.deepEqual(await talk([sent(2, 'x')]), closed(1003)))

test('closes on a message that is too long', async () => {
  assert.deepEqual(await talk([sent(opcodes.text, 'rice')], { mostBytes: 3 }), closed(1009))
})

test('closes where there are too many messages', async () => {
  assert.deepEqual(await talk([sent(opcodes.text, 'rice')], { mostMessages: 0 }), closed(1008))
})

test('closes where answering fails', async () => {
  const onMessage = () => { throw new Error('no') }
  assert.deepEqual(await talk([sent(opcodes.text, 'rice')], { onMessage }), closed(1011))
})

test('refuses a page of another site', async () => assert.equal(await talk([], { from: 'https://evil.example' }), 403))
`,
        },
      ],
    },
  ],
}
