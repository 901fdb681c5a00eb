import { describe, expect, test } from 'vitest'
import { openings } from '../../main/core/models/demo/openings.ts'
import { chooseEndpoint, type Sources } from '../../main/core/models/endpoint.ts'
import { contextWindow } from '../../preload/protocol/context-window.ts'

const choose = (sources: {
  settings?: Partial<Sources['settings']>
  environment?: Sources['environment']
  key?: string | null
  demo?: Sources['demo']
}) =>
  chooseEndpoint({
    settings: { model: 'gpt-5.2', baseUrl: null, api: 'auto', ...sources.settings },
    environment: sources.environment ?? {},
    kept: { key: sources.key ?? null, place: 'keychain' },
    demo: sources.demo ?? null,
  })

const openAi = 'https://api.openai.com/v1'

describe('the model that serves', () => {
  test('is the demo model without key and base URL', () => {
    const info = { provider: 'demo', name: 'demo', api: 'chat', key: 'none', fromEnvironment: [], openings }
    expect(choose({})).toEqual({ info: { ...info, baseUrl: '' }, endpoint: { ok: true, value: null } })
    const demo = { url: 'http://127.0.0.1:9/v1', key: 'token' }
    expect(choose({ demo, environment: { OPENAI_API_KEY: ' ', OPENAI_BASE_URL: '' } })).toEqual({
      info: { ...info, baseUrl: demo.url },
      endpoint: { ok: true, value: { baseUrl: demo.url, api: 'chat', key: 'token' } },
    })
    expect(choose({ demo, settings: { api: 'responses' } }).endpoint).toMatchObject({ value: { api: 'responses' } })
  })

  test('is at OpenAI with a key, over Responses', () => {
    expect(choose({ key: ' sk-1\n' })).toEqual({
      info: {
        provider: 'openai',
        name: 'gpt-5.2',
        baseUrl: openAi,
        api: 'responses',
        key: 'keychain',
        fromEnvironment: [],
        openings: [],
      },
      endpoint: { ok: true, value: { baseUrl: openAi, api: 'responses', key: 'sk-1' } },
    })
  })

  test('is at any other address over Chat Completions, with or without a key', () => {
    const { info, endpoint } = choose({ settings: { baseUrl: 'http://localhost:11434/v1//', model: 'qwen' } })
    expect(info).toMatchObject({ provider: 'compatible', name: 'qwen', api: 'chat', key: 'none' })
    expect(endpoint).toEqual({ ok: true, value: { baseUrl: 'http://localhost:11434/v1', api: 'chat', key: null } })
  })

  test('goes by the environment before the settings, and says so', () => {
    const environment = { OPENAI_API_KEY: 'env', OPENAI_BASE_URL: 'http://a/v1/', IKIGAI_MODEL: 'other' }
    const { info, endpoint } = choose({ environment, key: 'kept', settings: { baseUrl: 'http://b/v1', model: 'x' } })
    expect(info).toMatchObject({ name: 'other', key: 'environment', fromEnvironment: Object.keys(environment) })
    expect(endpoint).toMatchObject({ value: { baseUrl: 'http://a/v1', key: 'env' } })
  })

  test('goes by the setting of the API before the address', () => {
    expect(choose({ key: 'k', settings: { api: 'chat' } }).info.api).toBe('chat')
    expect(choose({ settings: { api: 'responses', baseUrl: 'http://a/v1' } }).info.api).toBe('responses')
  })

  test('needs a key at OpenAI itself: an address without one is not the demo', () => {
    const { info, endpoint } = choose({ environment: { OPENAI_BASE_URL: `${openAi}/` } })
    expect(info).toMatchObject({ provider: 'openai', key: 'none' })
    expect(endpoint).toEqual({ ok: true, value: { baseUrl: openAi, api: 'responses', key: null } })
  })

  test('keeps the query of an address', () => {
    const { endpoint } = choose({ settings: { baseUrl: 'https://x.azure.com/openai/v1/?api-version=1' } })
    expect(endpoint).toMatchObject({ value: { baseUrl: 'https://x.azure.com/openai/v1?api-version=1' } })
  })

  test.each([
    ['not an address', 'not an address'],
    ['localhost:11434/v1', 'localhost:11434/v1'],
    ['file:///etc/passwd', 'file:///etc/passwd'],
    ['http://me:secret@host/v1', 'http://host/v1'],
  ])('says that %s is no base URL', (address, url) => {
    const { info, endpoint } = choose({ environment: { OPENAI_BASE_URL: address } })
    expect(endpoint).toMatchObject({ ok: false, fault: { kind: 'model-unreachable', url } })
    expect(info.baseUrl).toBe(url)
  })
})

test.each([
  ['gpt-5.2', 400_000],
  ['gpt-5.2-2025-12-11', 400_000],
  ['openai/gpt-5-mini', 400_000],
  ['gpt-5.4', 1_050_000],
  ['gpt-5.4-mini', 400_000],
  ['gpt-5.1-codex-max', 400_000],
  ['gpt-5.2-chat-latest', 128_000],
  ['gpt-4.1-nano', 1_047_576],
  ['gpt-4o-audio-preview', null],
  ['qwen3-coder', null],
])('the context window of %s is %s tokens', (model, tokens) => {
  expect(contextWindow(model)).toBe(tokens)
})
