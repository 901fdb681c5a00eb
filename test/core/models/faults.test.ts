import { createServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { RawTurn, Turn } from '../../../main/core/models/demo/turn.ts'
import { errorTurn, eventsTurn, type ModelServer, modelServer } from '../../helpers/model-server.ts'
import { apis, ask, handTime, modelAt } from './calling.ts'

let server: ModelServer | null = null
afterEach(async () => server?.close())

const page: RawTurn = { headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>Log in</title>' }
const long = 'x'.repeat(400)

const answers: [string, Turn, unknown][] = [
  ['401', errorTurn(401, { message: 'Incorrect API key provided: sk-abc***xyz' }), { kind: 'key-refused' }],
  ['403', errorTurn(403, { message: 'Not allowed' }), { kind: 'key-refused' }],
  [
    '403 for a region',
    errorTurn(403, { message: 'Country not supported', code: 'unsupported_country_region_territory' }),
    { kind: 'model-refused', status: 403, reason: 'Country not supported' },
  ],
  [
    '404 for a model',
    errorTurn(404, { message: 'The model `scripted` does not exist' }),
    { kind: 'model-not-found', model: 'scripted' },
  ],
  ['400 for a model', errorTurn(400, { message: 'No such', code: 'model_not_found' }), { kind: 'model-not-found' }],
  [
    '404 in a bare string',
    { status: 404, body: '{"error":"model \'scripted\' not found"}' },
    { kind: 'model-not-found' },
  ],
  [
    '404 for an address',
    { status: 404, body: '404 page not found' },
    { kind: 'reply-unreadable', reason: '404 page not found' },
  ],
  [
    '404 of FastAPI',
    { status: 404, body: '{"detail":"Not Found"}' },
    { kind: 'reply-unreadable', reason: '404 Not Found' },
  ],
  [
    '400',
    errorTurn(400, { message: `Tools are\n not supported. ${long}` }),
    { kind: 'model-refused', status: 400, reason: expect.stringMatching(/^Tools are not supported\. x{274}…$/) },
  ],
  [
    '400 without a word',
    { status: 400, body: '' },
    { kind: 'model-refused', status: 400, reason: 'it gave no reason' },
  ],
  [
    '400 by code for length',
    errorTurn(400, { message: 'Too long', code: 'context_length_exceeded' }),
    { kind: 'context-full', model: 'scripted' },
  ],
  [
    '400 by words for length',
    errorTurn(400, { message: 'the request exceeds the available context size' }),
    { kind: 'context-full' },
  ],
  ['429 for quota', errorTurn(429, { message: 'You exceeded', code: 'insufficient_quota' }), { kind: 'quota-spent' }],
  ['402', errorTurn(402, { message: 'Insufficient credits' }), { kind: 'quota-spent' }],
  [
    '429 that can never fit',
    errorTurn(429, { message: 'Request too large for gpt' }),
    { kind: 'model-refused', status: 429 },
  ],
  ['a web page', page, { kind: 'reply-unreadable', reason: 'a web page instead of a reply' }],
  ['a web page with 404', { ...page, status: 404 }, { kind: 'reply-unreadable', reason: '404 and a web page' }],
  ['JSON that is no stream', { body: '{"object":"chat.completion"}' }, { kind: 'reply-unreadable' }],
  [
    'plain text',
    { headers: { 'content-type': 'text/plain' }, body: 'hello' },
    { kind: 'reply-unreadable', reason: 'text/plain instead of a stream' },
  ],
  [
    'an error with 200',
    { body: '{"error":{"message":"Too long","code":"context_length_exceeded"}}' },
    { kind: 'context-full' },
  ],
  [
    'an error in a stream',
    eventsTurn([{ error: { message: 'No quota', code: 'insufficient_quota' } }]),
    { kind: 'quota-spent' },
  ],
  [
    'a chunk that is no JSON',
    eventsTurn(['{"choices":[']),
    { kind: 'reply-unreadable', reason: 'a part of the reply is not JSON' },
  ],
  [
    'a chunk of another shape',
    eventsTurn(['[1,2]']),
    { kind: 'reply-unreadable', reason: 'a part of the reply has an unknown shape' },
  ],
]

describe.each(apis)('a server of %s that answers with', (api) => {
  test.each(answers)('%s is understood, and not asked again', async (_name, turn, fault) => {
    server = await modelServer([turn])
    const told = await ask(modelAt(api, server))
    expect(told.reply).toMatchObject({ ok: false, fault })
    expect(told.retries).toEqual([])
    expect(server.requests).toHaveLength(1)
  })
})

describe.each(apis)('the key over %s', (api) => {
  test('is never part of what a fault says', async () => {
    server = await modelServer(() => errorTurn(400, { message: `The key ${server?.key} and sk-proj-12345678 are odd` }))
    expect((await ask(modelAt(api, server))).reply).toEqual({
      ok: false,
      fault: { kind: 'model-refused', status: 400, reason: 'The key [key] and [key] are odd' },
    })
  })

  test('that is wrong is refused', async () => {
    server = await modelServer([{ text: 'never' }])
    const host = new URL(server.baseUrl).host
    const model = modelAt(api, { baseUrl: server.baseUrl, key: 'wrong' })
    expect((await ask(model)).reply).toEqual({ ok: false, fault: { kind: 'key-refused', host } })
    expect(await model.list(new AbortController().signal)).toEqual({ ok: false, fault: { kind: 'key-refused', host } })
  })

  test('that cannot be sent is refused without asking', async () => {
    server = await modelServer([{ text: 'never' }])
    const told = await ask(modelAt(api, { baseUrl: server.baseUrl, key: 'two\nlines' }))
    expect(told.reply).toMatchObject({ ok: false, fault: { kind: 'key-refused' } })
    expect(server.requests).toEqual([])
  })

  test('that is missing at OpenAI is said to be, without asking', async () => {
    const told = await ask(modelAt(api, { baseUrl: 'https://api.openai.com/v1', key: null }))
    expect(told.reply).toEqual({ ok: false, fault: { kind: 'key-missing', model: 'scripted' } })
  })
})

describe.each(apis)('a server of %s that cannot be reached', (api) => {
  test('is tried five times and named', async () => {
    const url = `http://127.0.0.1:${await closedPort()}/v1`
    const { timing } = handTime()
    const told = await ask(modelAt(api, { baseUrl: url, key: 'k' }, { timing }))
    expect(told.reply).toEqual({ ok: false, fault: { kind: 'model-unreachable', url, reason: 'connection refused' } })
    expect(told.retries.map(({ attempt }) => attempt)).toEqual([2, 3, 4, 5])
  })

  test('for want of encryption is not tried again', async () => {
    server = await modelServer([])
    const told = await ask(modelAt(api, { baseUrl: server.baseUrl.replace('http', 'https'), key: 'k' }))
    const reason = 'no secure connection: ERR_SSL_WRONG_VERSION_NUMBER'
    expect(told.reply).toMatchObject({ ok: false, fault: { kind: 'model-unreachable', reason } })
    expect(told.retries).toEqual([])
  })
})

/** A port of this machine where nobody listens any more. */
async function closedPort(): Promise<number> {
  const held = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => held.once('listening', resolve))
  const address = held.address()
  await new Promise((resolve) => held.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
