import { afterEach, describe, expect, test } from 'vitest'
import type { RawTurn } from '../../../main/core/models/demo/turn.ts'
import { errorTurn, eventsTurn, type ModelServer, modelServer } from '../../helpers/model-server.ts'
import { ask, modelAt } from './calling.ts'

let server: ModelServer | null = null
afterEach(async () => server?.close())

const delta = (said: unknown, finish_reason: string | null = null) => ({ choices: [{ delta: said, finish_reason }] })
const call = (fields: Record<string, unknown>) => delta({ tool_calls: [fields] })
const fn = (name: string | undefined, args: unknown) => ({ function: { ...(name && { name }), arguments: args } })

async function replyTo(turn: RawTurn) {
  server = await modelServer([turn])
  const { reply } = await ask(modelAt('chat', server))
  return reply.ok ? reply.value : reply.fault
}

const readA = { name: 'read_file', arguments: '{"path":"a"}' }
const readB = { name: 'read_file', arguments: '{"path":"b"}' }

describe('Chat Completions as other servers send them', () => {
  test('without role, ids, indexes, or usage', async () => {
    const events = [
      delta({ content: 'Hi' }),
      call(fn('read_file', readA.arguments)),
      call(fn('read_file', readB.arguments)),
      delta({}, 'stop'),
    ]
    expect(await replyTo(eventsTurn(events))).toEqual({
      text: 'Hi',
      reasoning: '',
      toolCalls: [
        { id: 'made_1', ...readA },
        { id: 'made_2', ...readB },
      ],
      items: [],
      usage: null,
      end: 'complete',
    })
  })

  test.each([
    [
      'in pieces by index',
      [
        { index: 0, id: 'x', ...fn('read_file', '') },
        { index: 1, id: 'y', ...fn('read_file', '') },
        { index: 1, ...fn(undefined, '{"path":') },
        { index: 0, ...fn(undefined, readA.arguments) },
        { index: 1, ...fn(undefined, '"b"}') },
      ],
    ],
    [
      'whole, each with index 0',
      [
        { index: 0, id: 'x', ...fn('read_file', readA.arguments) },
        { index: 0, id: 'y', ...fn('read_file', readB.arguments) },
      ],
    ],
    [
      'in pieces without index',
      [
        { id: 'x', ...fn('read_file', '{"path"') },
        fn(undefined, ':"a"}'),
        { id: 'y', ...fn('read_file', '') },
        { id: 'y', ...fn(undefined, readB.arguments) },
      ],
    ],
    [
      'in pieces by id alone',
      [
        { id: 'x', ...fn('read_file', '{"path"') },
        { id: 'y', ...fn('read_file', '{"path"') },
        { id: 'x', ...fn(undefined, ':"a"}') },
        { id: 'y', ...fn(undefined, ':"b"}') },
      ],
    ],
    [
      'with an index that is text',
      [
        { index: '0', id: 'x', ...fn('read_file', '') },
        { index: '1', id: 'y', ...fn('read_file', readB.arguments) },
        { index: '0', ...fn(undefined, readA.arguments) },
      ],
    ],
    [
      'with id and name in every piece',
      [
        { index: 0, id: 'x', ...fn('read_file', '{"path"') },
        { index: 0, id: 'x', ...fn('read_file', ':"a"}') },
        { index: 0, id: 'x', ...fn('read_file', '') },
        { index: 1, id: 'y', ...fn('read_file', readB.arguments) },
      ],
    ],
    [
      'with arguments as an object',
      [
        { index: 0, id: 'x', ...fn('read_file', { path: 'a' }) },
        { index: 1, id: 'y', ...fn('read_file', { path: 'b' }) },
      ],
    ],
  ])('with tool calls %s', async (_name, pieces) => {
    expect(await replyTo(eventsTurn([...pieces.map(call), delta({}, 'tool_calls'), '[DONE]']))).toMatchObject({
      toolCalls: [
        { id: 'x', ...readA },
        { id: 'y', ...readB },
      ],
    })
  })

  test.each([
    ['reasoning_content', [{ reasoning_content: 'Hm' }, { reasoning_content: '.' }]],
    ['reasoning', [{ reasoning: 'Hm' }, { reasoning: '.' }]],
    ['both, saying the same', [{ reasoning: 'Hm.', reasoning_content: 'Hm.' }]],
  ])('with thoughts as %s', async (_name, thoughts) => {
    const events = [...thoughts.map((said) => delta(said)), delta({ content: 'Yes', reasoning: null }, 'stop')]
    expect(await replyTo(eventsTurn(events))).toMatchObject({ reasoning: 'Hm.', text: 'Yes' })
  })

  test('with a finish reason that never comes, but an end that does', async () => {
    expect(await replyTo(eventsTurn([delta({ content: 'Yes' }), '[DONE]']))).toMatchObject({
      text: 'Yes',
      end: 'complete',
    })
  })

  test('with neither: the reply broke off', async () => {
    expect(await replyTo(eventsTurn([delta({ content: 'Yes' })]))).toEqual({ kind: 'stream-cut', tries: 5 })
  })

  test('with an end and no reply', async () => {
    expect(await replyTo(eventsTurn(['[DONE]']))).toEqual({
      kind: 'reply-unreadable',
      reason: 'a stream without a reply',
    })
  })

  test('with usage in a last chunk without choices, or growing in every chunk', async () => {
    const usage = { prompt_tokens: 9, completion_tokens: 3, prompt_tokens_details: { cached_tokens: 4 } }
    const counted = { input: 9, cachedInput: 4, output: 3, cost: null }
    expect(await replyTo(eventsTurn([delta({ content: 'Yes' }, 'stop'), { choices: [], usage }]))).toMatchObject({
      usage: counted,
    })
    await server?.close()
    const first = { ...delta({ content: 'Yes' }, 'stop'), usage: { ...usage, completion_tokens: 1 } }
    expect(await replyTo(eventsTurn([first, { ...delta({}), usage }]))).toMatchObject({ usage: counted })
  })

  test.each([
    { usage: { prompt_tokens: '9', completion_tokens: -1 } },
    { usage: { prompt_tokens: 9, prompt_tokens_details: [] } },
    { choices: [{ delta: { content: '', reasoning: { text: 'Hm' } } }] },
  ])('with something odd that a reply is whole without: %j', async (odd) => {
    const events = [delta({ content: 'Yes' }), { choices: [], ...odd }, delta({}, 'stop')]
    expect(await replyTo(eventsTurn(events))).toMatchObject({ text: 'Yes', reasoning: '', usage: null })
  })

  test('with bytes that come one at a time', async () => {
    const { body } = eventsTurn([delta({ content: 'Größe: 漢🌱' }), '[DONE]'])
    async function* bytes() {
      for (const byte of Buffer.from(String(body))) yield Uint8Array.of(byte)
    }
    expect(await replyTo({ headers: { 'content-type': 'text/event-stream' }, body: bytes() })).toMatchObject({
      text: 'Größe: 漢🌱',
    })
  })

  test('and a connection that breaks behind the last word takes nothing away', async () => {
    async function* breaking() {
      yield eventsTurn([delta({ content: 'Yes' }, 'stop')]).body.toString()
      throw new Error('broken')
    }
    expect(await replyTo({ headers: { 'content-type': 'text/event-stream' }, body: breaking() })).toMatchObject({
      text: 'Yes',
    })
  })

  test('without stream_options, where they are refused, and from then on', async () => {
    server = await modelServer((request) =>
      request.messages.length > 0 && server?.requests.length === 1
        ? errorTurn(400, { message: "Unknown parameter: 'stream_options'.", param: 'stream_options' })
        : { text: 'Yes' },
    )
    const model = modelAt('chat', server)
    const first = await ask(model)
    await ask(model)
    expect(first.reply).toMatchObject({ ok: true, value: { text: 'Yes' } })
    expect(first.retries).toEqual([])
    const options = server.requests.map(({ body }) => (body as { stream_options?: unknown }).stream_options)
    expect(options).toEqual([{ include_usage: true }, undefined, undefined])
  })

  const missed = [
    'The `reasoning_content` in the thinking mode must be passed back to the API.',
    'thinking is enabled but reasoning_content is missing in assistant tool call message at index 2',
  ]
  test.each(missed)('get what the model thought back where they miss it, and from then on: %s', async (message) => {
    server = await modelServer((request) =>
      request.messages.length > 1 && server?.requests.length === 1
        ? errorTurn(400, { message, type: 'invalid_request_error' })
        : { text: 'Yes' },
    )
    const read = { id: 'x', ...readA }
    const messages = [
      { role: 'user' as const, text: 'Read' },
      { role: 'assistant' as const, text: '', reasoning: 'Hm.', toolCalls: [read], items: [] },
      { role: 'tool' as const, callId: 'x', content: 'A' },
      { role: 'assistant' as const, text: 'Read.', toolCalls: [], items: [] },
      { role: 'user' as const, text: 'Well?' },
    ]
    const model = modelAt('chat', server)
    const first = await ask(model, { request: { messages } })
    await ask(model, { request: { messages } })
    await ask(model, { request: { messages, model: 'another' } })
    expect(first).toMatchObject({ reply: { ok: true, value: { text: 'Yes' } }, retries: [] })
    const thoughts = server.requests.map(({ body }) =>
      (body as { messages: { role: string; reasoning_content?: string }[] }).messages
        .filter(({ role }) => role === 'assistant')
        .map(({ reasoning_content }) => reasoning_content),
    )
    const [none, all] = [
      [undefined, undefined],
      ['Hm.', ''],
    ]
    expect(thoughts).toEqual([none, all, all, none])
  })

  test.each([400, 500])('get what one side said in a row as one where they refuse it, with %i', async (status) => {
    const message = 'Conversation roles must alternate user/assistant/user/assistant/...'
    server = await modelServer(() => (server?.requests.length === 1 ? errorTurn(status, { message }) : { text: 'Yes' }))
    const messages = [
      { role: 'user' as const, text: 'A document' },
      { role: 'user' as const, text: 'Read it' },
      { role: 'assistant' as const, text: 'I', toolCalls: [], items: [] },
      { role: 'assistant' as const, text: 'do.', toolCalls: [{ id: 'x', ...readA }], items: [] },
      { role: 'tool' as const, callId: 'x', content: 'A' },
      { role: 'user' as const, text: 'Well?' },
    ]
    const model = modelAt('chat', server)
    const first = await ask(model, { request: { messages } })
    await ask(model, { request: { messages } })
    expect(first).toMatchObject({ reply: { ok: true, value: { text: 'Yes' } }, retries: [] })
    const said = server.requests.map(({ body }) =>
      (body as { messages: { content: string }[] }).messages.slice(1).map(({ content }) => content),
    )
    const [apart, joined] = [
      ['A document', 'Read it', 'I', 'do.', 'A', 'Well?'],
      ['A document\n\nRead it', 'I\n\ndo.', 'A', 'Well?'],
    ]
    expect(said).toEqual([apart, joined, joined])
  })

  test('are not sent arguments that the model wrote wrongly', async () => {
    server = await modelServer([{ text: 'Yes' }])
    const wrong = { id: 'x', name: 'read_file', arguments: '{"path":' }
    const messages = [
      { role: 'user' as const, text: 'Read' },
      { role: 'assistant' as const, text: '', toolCalls: [wrong], items: [] },
      { role: 'tool' as const, callId: 'x', content: 'The arguments are not JSON.' },
    ]
    await ask(modelAt('chat', server), { request: { messages } })
    expect(server.requests[0]?.body).toMatchObject({
      messages: [{}, {}, { content: null, tool_calls: [{ id: 'x', function: { arguments: '{}' } }] }, {}],
    })
  })
})
