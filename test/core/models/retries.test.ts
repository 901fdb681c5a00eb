import { afterEach, describe, expect, test } from 'vitest'
import type { SaidTurn } from '../../../main/core/models/demo/turn.ts'
import type { Timing } from '../../../main/core/models/timing.ts'
import { errorTurn, type ModelServer, modelServer } from '../../helpers/model-server.ts'
import { apis, ask, handTime, modelAt } from './calling.ts'

let server: ModelServer | null = null
afterEach(async () => server?.close())

const fine: SaidTurn = { reasoning: 'Hm.', text: 'A whole reply.', usage: null }
const cut: SaidTurn = { ...fine, cutAfter: 8 }
const busy = (headers: Record<string, string> = {}) => errorTurn(429, { message: 'Slow down' }, headers)
const failing = errorTurn(503, { message: 'Overloaded' })
const whole = { ok: true, value: { text: fine.text, reasoning: fine.reasoning, end: 'complete' } }

describe.each(apis)('over %s', (api) => {
  test('a busy server is asked again after a wait that doubles', async () => {
    server = await modelServer([busy(), failing, failing, fine])
    const { timing, waits } = handTime()
    const { host } = new URL(server.baseUrl)
    const told = await ask(modelAt(api, server, { timing }))
    expect(told.reply).toMatchObject(whole)
    expect(waits).toEqual([1000, 2000, 4000])
    expect(told.retries).toEqual([
      { attempt: 2, at: 1_001_000, reason: `${host} is busy (429)` },
      { attempt: 3, at: 1_003_000, reason: `${host} is busy (503)` },
      { attempt: 4, at: 1_007_000, reason: `${host} is busy (503)` },
    ])
    expect(told.deltas).not.toContainEqual({ kind: 'restarted' })
  })

  test('the wait that a server asks for is kept', async () => {
    const date = new Date(1_000_000 + 7000 + 20_000 + 11_000).toUTCString()
    server = await modelServer([
      busy({ 'retry-after': '7' }),
      busy({ 'retry-after': '60', 'retry-after-ms': '20000' }),
      busy({ 'retry-after': date }),
      fine,
    ])
    const { timing, waits } = handTime()
    const told = await ask(modelAt(api, server, { timing: { ...timing, random: () => 0 } }))
    expect(told.reply).toMatchObject(whole)
    expect(waits).toEqual([7000, 20_000, 11_000])
  })

  test('a server that asks for an hour is reported at once', async () => {
    server = await modelServer([busy({ 'retry-after': '3600' }), fine])
    const told = await ask(modelAt(api, server))
    expect(told.reply).toMatchObject({ ok: false, fault: { kind: 'model-busy', status: 429, tries: 1 } })
  })

  test('a server that stays busy is given up after five tries', async () => {
    server = await modelServer([failing])
    const { host } = new URL(server.baseUrl)
    const told = await ask(modelAt(api, server))
    expect(told.reply).toEqual({ ok: false, fault: { kind: 'model-busy', status: 503, host, tries: 5 } })
    expect(server.requests).toHaveLength(5)
  })

  test('a stream that was cut is asked for again, and nothing of it is there twice', async () => {
    server = await modelServer([cut, { ...fine, cutAfter: 12 }, fine])
    const told = await ask(modelAt(api, server))
    expect(told.reply).toMatchObject(whole)
    expect(told.shown).toEqual({ text: fine.text, reasoning: fine.reasoning })
    expect(told.deltas.filter(({ kind }) => kind === 'restarted')).toHaveLength(2)
    expect(told.retries.map(({ reason }) => reason)).toEqual(['connection closed', 'connection closed'])
  })

  test('a stream that is cut each time is given up', async () => {
    server = await modelServer([cut])
    expect((await ask(modelAt(api, server))).reply).toEqual({ ok: false, fault: { kind: 'stream-cut', tries: 5 } })
  })

  test('a stream that falls silent counts as cut', async () => {
    const { timing, silence } = handTime()
    server = await modelServer([{ ...fine, gate: { at: 8, opens: new Promise(() => {}) } }, fine])
    const told = await ask(modelAt(api, server, { timing }), {
      onDelta: (delta) => delta.kind === 'text' && delta.text.startsWith('whole') && silence(),
    })
    expect(told.reply).toMatchObject(whole)
    expect(told.retries).toMatchObject([{ attempt: 2, reason: 'the server fell silent' }])
  })

  test('a stop while waiting ends at once, with what the last try had brought', async () => {
    const stop = new AbortController()
    const waiting: Timing['wait'] = (_ms, signal) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    server = await modelServer([{ ...fine, cutAfter: 6 }])
    const told = await ask(modelAt(api, server, { timing: { ...handTime().timing, wait: waiting } }), {
      signal: stop.signal,
      onRetry: () => queueMicrotask(() => stop.abort()),
    })
    expect(told.reply).toMatchObject({ ok: true, value: { text: 'A whole ', end: 'stopped' } })
    expect(server.requests).toHaveLength(1)
  })
})
