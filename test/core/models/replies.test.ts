import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { chatModel } from '../../../main/core/models/chat.ts'
import type { SaidTurn } from '../../../main/core/models/demo/turn.ts'
import { responsesModel } from '../../../main/core/models/responses.ts'
import { type ModelServer, modelServer } from '../../helpers/model-server.ts'
import { apis, ask, handTime, modelAt, plainRequest } from './calling.ts'

let server: ModelServer | null = null
afterEach(async () => server?.close())

const turn: SaidTurn = {
  reasoning: 'I look first. Then I speak.',
  text: 'Two files, “é 漢 🌱”:\n\n- one\n- two\n',
  toolCalls: [
    { id: 'call_a', name: 'read_file', arguments: { path: 'a "quoted" name.md' } },
    { id: 'call_b', name: 'read_file', arguments: { path: 'b.md' } },
  ],
  usage: { input: 1200, cachedInput: 1000, output: 40 },
}

describe.each(apis)('a reply over %s', (api) => {
  test('streams text, reasoning and parallel tool calls, with usage and cost', async () => {
    server = await modelServer([turn])
    const told = await ask(modelAt(api, server, { priceOf: () => ({ input: 2, cachedInput: 0.5, output: 10 }) }))
    expect(told.reply).toEqual({
      ok: true,
      value: {
        text: turn.text,
        reasoning: turn.reasoning,
        toolCalls: [
          { id: 'call_a', name: 'read_file', arguments: '{"path":"a \\"quoted\\" name.md"}' },
          { id: 'call_b', name: 'read_file', arguments: '{"path":"b.md"}' },
        ],
        items: [],
        usage: { input: 1200, cachedInput: 1000, output: 40, cost: (200 * 2 + 1000 * 0.5 + 40 * 10) / 1_000_000 },
        end: 'complete',
      },
    })
    expect(told.shown).toEqual({ text: turn.text, reasoning: turn.reasoning })
    expect(told.retries).toEqual([])
  })

  test('tells how long the arguments of a call are while they grow', async () => {
    server = await modelServer([{ toolCalls: [{ name: 'write_file', arguments: '{"content":"x"}' }], pieceLength: 5 }])
    const { deltas } = await ask(modelAt(api, server))
    expect(deltas).toEqual([0, 5, 10, 15].map((length) => ({ kind: 'call', name: 'write_file', length })))
  })

  test('is the same however it is cut into chunks', async () => {
    const playing: { turn: SaidTurn } = { turn }
    server = await modelServer(() => playing.turn)
    const model = modelAt(api, server)
    const said = fc.record({
      reasoning: fc.string({ unit: 'binary' }),
      text: fc.string({ unit: 'binary' }),
      toolCalls: fc.array(
        fc.record({
          name: fc.constantFrom('read_file', 'list_files'),
          arguments: fc.dictionary(fc.string(), fc.string()),
        }),
        { maxLength: 3 },
      ),
    })
    await fc.assert(
      fc.asyncProperty(said, fc.integer({ min: 1, max: 9 }), async (random, pieceLength) => {
        const toolCalls = random.toolCalls.map((call, at) => ({ ...call, id: `call_${at}` }))
        playing.turn = { ...random, toolCalls, usage: null, pieceLength }
        const { reply, shown } = await ask(model)
        expect(reply).toEqual({
          ok: true,
          value: {
            text: random.text,
            reasoning: random.reasoning,
            toolCalls: toolCalls.map((call) => ({ ...call, arguments: JSON.stringify(call.arguments) })),
            items: [],
            usage: null,
            end: 'complete',
          },
        })
        expect(shown).toEqual({ text: random.text, reasoning: random.reasoning })
      }),
      { numRuns: 40 },
    )
  })

  test('sends the whole conversation, and the key as a bearer token', async () => {
    const seen: unknown[] = []
    server = await modelServer((request) => {
      seen.push(request)
      return { text: 'Yes.' }
    })
    const messages = [
      { role: 'user' as const, text: 'Read it' },
      {
        role: 'assistant' as const,
        text: 'I read.',
        toolCalls: [
          { id: 'call_1', name: 'read_file', arguments: '{"path":"a"}' },
          { id: 'call_2', name: 'read_file', arguments: '{"path":"b"}' },
        ],
        items: [],
      },
      { role: 'tool' as const, callId: 'call_1', content: 'A' },
      { role: 'tool' as const, callId: 'call_2', content: 'B' },
    ]
    await ask(modelAt(api, server), { request: { messages } })
    expect(seen).toMatchObject([
      { model: 'scripted', instructions: plainRequest.instructions, messages, tools: ['read_file'] },
    ])
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${server.key}`)
  })

  test('keeps ids of calls apart from those of the conversation', async () => {
    const calls = [
      { id: 'call_0', name: 'read_file', arguments: '{}' },
      { id: 'call_1', name: 'read_file', arguments: '{}' },
      { id: 'call_1', name: 'list_files', arguments: '' },
    ]
    server = await modelServer([{ toolCalls: calls }])
    const earlier = { role: 'assistant' as const, text: '', toolCalls: calls.slice(0, 1), items: [] }
    const messages = [...plainRequest.messages, earlier, { role: 'tool' as const, callId: 'call_0', content: '' }]
    const { reply } = await ask(modelAt(api, server), { request: { messages } })
    expect(reply.ok && reply.value.toolCalls).toEqual([
      { id: 'made_1', name: 'read_file', arguments: '{}' },
      { id: 'call_1', name: 'read_file', arguments: '{}' },
      { id: 'made_2', name: 'list_files', arguments: '{}' },
    ])
  })

  test('has ids of its own that every server takes', async () => {
    server = await modelServer([{ toolCalls: [{ id: 'a', name: 'list_files', arguments: '{}' }] }])
    const parts = { timing: handTime().timing, priceOf: () => null }
    const model = (api === 'chat' ? chatModel : responsesModel)({ ...server, api }, parts)
    const earlier = {
      role: 'assistant' as const,
      text: '',
      toolCalls: [{ id: 'a', name: 'x', arguments: '{}' }],
      items: [],
    }
    const messages = [...plainRequest.messages, earlier, { role: 'tool' as const, callId: 'a', content: '' }]
    const { reply } = await ask(model, { request: { messages } })
    expect(reply.ok && reply.value.toolCalls[0]?.id).toMatch(/^[a-z0-9]{9}$/)
  })

  test('that reached the output limit is cut, without the call that was not finished', async () => {
    const whole = { id: 'call_1', name: 'read_file', arguments: '{"path":"a"}' }
    const half = { id: 'call_2', name: 'write_file', arguments: '{"path":"b","content":"on' }
    server = await modelServer([{ text: 'So far', toolCalls: [whole, half], end: 'cut', usage: null }])
    expect((await ask(modelAt(api, server))).reply).toEqual({
      ok: true,
      value: { text: 'So far', reasoning: '', toolCalls: [whole], items: [], usage: null, end: 'cut' },
    })
  })

  test('that is stopped keeps what had come, but no half-written calls', async () => {
    const stop = new AbortController()
    const never = new Promise(() => {})
    server = await modelServer([{ text: 'one two three four', gate: { at: 8, opens: never } }])
    const told = await ask(modelAt(api, server), {
      signal: stop.signal,
      onDelta: (delta) => delta.kind === 'text' && delta.text.includes('two') && stop.abort(),
    })
    expect(told.reply).toEqual({
      ok: true,
      value: { text: 'one two ', reasoning: '', toolCalls: [], items: [], usage: null, end: 'stopped' },
    })
  })

  test('that is stopped before its first word is empty', async () => {
    const stop = new AbortController()
    server = await modelServer(() => {
      stop.abort()
      return { text: 'too late', gate: { at: 0, opens: new Promise(() => {}) } }
    })
    const { reply } = await ask(modelAt(api, server), { signal: stop.signal })
    expect(reply).toMatchObject({ ok: true, value: { text: '', end: 'stopped' } })
  })

  test('names the models that there are', async () => {
    server = await modelServer([])
    expect(await modelAt(api, server).list(new AbortController().signal)).toEqual({ ok: true, value: ['demo'] })
  })
})
