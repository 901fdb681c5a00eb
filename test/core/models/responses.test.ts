import { afterEach, describe, expect, test } from 'vitest'
import type { Message } from '../../../main/core/models/model.ts'
import { errorTurn, eventsTurn, type ModelServer, modelServer } from '../../helpers/model-server.ts'
import { ask, modelAt } from './calling.ts'

let server: ModelServer | null = null
afterEach(async () => server?.close())

type Body = { input: Record<string, unknown>[]; reasoning?: unknown; include?: unknown; store?: unknown }
const bodies = () => (server?.requests ?? []).map(({ body }) => body as Body)
const thinker = { model: 'gpt-5.2' }

describe('the Responses API', () => {
  test('stores nothing, and asks for thoughts only where there are some', async () => {
    server = await modelServer([{ text: 'Yes' }])
    const model = modelAt('responses', server)
    await ask(model, { request: thinker })
    await ask(model, { request: { model: 'gpt-4.1' } })
    await ask(model, { request: { model: 'gpt-5-chat-latest' } })
    expect(bodies().map(({ store, reasoning, include }) => ({ store, reasoning, include }))).toEqual([
      { store: false, reasoning: { summary: 'auto' }, include: ['reasoning.encrypted_content'] },
      { store: false },
      { store: false },
    ])
  })

  test('gets its items back as they came, in their order', async () => {
    const calls = [{ id: 'call_1', name: 'read_file', arguments: '{}' }]
    server = await modelServer([{ reasoning: 'Hm.', text: 'I read.', toolCalls: calls }, { text: 'Done.' }])
    const model = modelAt('responses', server)
    const { reply } = await ask(model, { request: thinker })
    const items = reply.ok ? reply.value.items : []
    expect(items.map(({ type }) => type)).toEqual(['reasoning', 'message', 'function_call'])
    const messages: Message[] = [
      { role: 'user', text: 'Read' },
      { role: 'assistant', text: 'I read.', toolCalls: calls, items },
      { role: 'tool', callId: 'call_1', content: 'A' },
    ]
    await ask(model, { request: { ...thinker, messages } })
    expect(bodies()[1]?.input).toEqual([
      { role: 'user', content: 'Read' },
      ...items,
      { type: 'function_call_output', call_id: 'call_1', output: 'A' },
    ])
  })

  test.each([
    { message: 'The encrypted content could not be verified.', code: 'invalid_encrypted_content' },
    { message: 'Reasoning input items can only be provided to a reasoning model.', param: 'input' },
  ])('that does not take items back gets them said anew, in this call alone: $message', async (error) => {
    server = await modelServer((request) =>
      request.messages.length > 1 && server?.requests.length === 1 ? errorTurn(400, error) : { text: 'Yes' },
    )
    const items = [{ type: 'reasoning', id: 'rs_1', encrypted_content: 'x', summary: [] }]
    const messages: Message[] = [
      { role: 'user', text: 'Hello' },
      { role: 'assistant', text: 'Hi.', toolCalls: [], items },
      { role: 'user', text: 'Well?' },
    ]
    const model = modelAt('responses', server)
    expect((await ask(model, { request: { messages } })).reply).toMatchObject({ ok: true, value: { text: 'Yes' } })
    await ask(model, { request: { messages } })
    const said = { role: 'assistant', content: 'Hi.' }
    expect(bodies().map(({ input }) => input[1])).toEqual([items[0], said, items[0]])
  })

  test.each([
    [
      'summaries',
      {
        message: 'Your organization must be verified to generate reasoning summaries.',
        param: 'reasoning.summary',
        code: 'unsupported_value',
      },
      { include: ['reasoning.encrypted_content'], store: false },
    ],
    [
      'reasoning',
      { message: "Unsupported parameter: 'reasoning'", param: 'reasoning' },
      { include: ['reasoning.encrypted_content'], store: false },
    ],
    [
      'encrypted thoughts',
      { message: 'Encrypted content is not supported with this model.', param: 'include' },
      { reasoning: { summary: 'auto' }, store: false },
    ],
    [
      'store',
      { message: "Unrecognized request argument supplied: 'store'" },
      { reasoning: { summary: 'auto' }, include: ['reasoning.encrypted_content'] },
    ],
  ])('that refuses %s is asked without, and from then on', async (_name, error, kept) => {
    server = await modelServer(() => (server?.requests.length === 1 ? errorTurn(400, error) : { text: 'Yes' }))
    const model = modelAt('responses', server)
    const told = await ask(model, { request: thinker })
    await ask(model, { request: thinker })
    expect(told.reply).toMatchObject({ ok: true, value: { text: 'Yes' } })
    expect(told.retries).toEqual([])
    for (const { store, reasoning, include } of bodies().slice(1)) {
      expect(JSON.parse(JSON.stringify({ store, reasoning, include }))).toEqual(kept)
    }
  })

  test('that refuses something a call cannot do without is heard', async () => {
    server = await modelServer([
      errorTurn(400, { message: "Invalid value: 'input'", param: 'input', code: 'invalid_value' }),
    ])
    const { reply } = await ask(modelAt('responses', server))
    expect(reply).toEqual({
      ok: false,
      fault: { kind: 'model-refused', status: 400, reason: "Invalid value: 'input'" },
    })
    expect(server.requests).toHaveLength(1)
  })

  test.each([
    [
      'a failed response',
      { type: 'response.failed', response: { error: { code: 'rate_limit_exceeded', message: 'Slow down' } } },
      { kind: 'model-busy', status: 429, tries: 5 },
    ],
    [
      'a failed server',
      { type: 'response.failed', response: { error: { code: 'server_error', message: 'Sorry' } } },
      { kind: 'model-busy', status: 500, tries: 5 },
    ],
    [
      'a failed prompt',
      { type: 'response.failed', response: { error: { code: 'invalid_prompt', message: 'No' } } },
      { kind: 'model-refused', reason: 'No' },
    ],
    ['an error', { type: 'error', code: 'context_length_exceeded', message: 'Too long' }, { kind: 'context-full' }],
    [
      'a filter',
      { type: 'response.incomplete', response: { incomplete_details: { reason: 'content_filter' } } },
      { kind: 'model-refused', status: 200 },
    ],
    ['nothing', { type: 'response.created', response: {} }, { kind: 'stream-cut', tries: 5 }],
  ])('that streams %s', async (_name, event, fault) => {
    server = await modelServer([eventsTurn([event])])
    expect((await ask(modelAt('responses', server))).reply).toMatchObject({ ok: false, fault })
  })

  test('that sends no deltas says all at the end', async () => {
    const message = { type: 'message', content: [{ type: 'output_text', text: 'Yes' }] }
    const call = { type: 'function_call', call_id: 'x', name: 'read_file', arguments: '{}' }
    const unsent = [{ type: 'reasoning', id: 'rs_1', summary: [] }, message, call]
    server = await modelServer([eventsTurn([{ type: 'response.completed', response: { output: unsent } }])])
    const told = await ask(modelAt('responses', server))
    expect(told.reply).toMatchObject({ ok: true, value: { text: 'Yes', toolCalls: [{ id: 'x' }], items: [] } })
    expect(told.shown.text).toBe('Yes')
  })

  const call = (id: string) => ({
    type: 'function_call',
    id: `fc_${id}`,
    call_id: id,
    name: 'read_file',
    arguments: '{}',
  })
  const done = (id: string, output_index?: number) => ({
    type: 'response.output_item.done',
    output_index,
    item: call(id),
  })
  const completed = (...output: unknown[]) => ({ type: 'response.completed', response: { output } })

  test.each([
    ['behind the end', [completed(call('a'), call('b')), done('b', 1), completed(call('a'), call('b'))]],
    ['twice', [done('a', 0), done('b', 1), done('b', 1), completed()]],
    ['twice without a place', [done('a'), done('b'), done('b'), completed()]],
    ['in another order', [done('b', 1), done('a', 0), completed()]],
    ['before an error that comes too late', [completed(call('a'), call('b')), { type: 'error', code: 'server_error' }]],
  ])('has a call made once and in its place that comes %s', async (_name, events) => {
    server = await modelServer([eventsTurn(events)])
    const { reply } = await ask(modelAt('responses', server))
    expect(reply.ok && reply.value.toolCalls.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(server.requests).toHaveLength(1)
  })

  test('puts a blank line between its messages, and between its thoughts', async () => {
    const text = (delta: string) => ({ type: 'response.output_text.delta', delta })
    const thought = (delta: string) => ({ type: 'response.reasoning_summary_text.delta', delta })
    const part = { type: 'response.reasoning_summary_part.added' }
    const message = { type: 'response.output_item.added', item: { type: 'message' } }
    const end = { type: 'response.completed', response: {} }
    server = await modelServer([
      eventsTurn([part, thought('One.'), part, thought('Two.'), message, text('A.'), message, text('B.'), end]),
    ])
    expect((await ask(modelAt('responses', server))).shown).toEqual({ text: 'A.\n\nB.', reasoning: 'One.\n\nTwo.' })
  })
})
