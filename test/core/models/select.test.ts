import { afterEach, describe, expect, test } from 'vitest'
import { type ModelPorts, type Models, openModels } from '../../../main/core/models/select.ts'
import { ok } from '../../../preload/protocol/result.ts'
import { type Settings, settings } from '../../../preload/protocol/settings.ts'
import { type ModelServer, modelServer } from '../../helpers/model-server.ts'
import { ask, handTime } from './calling.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** Models of a host whose settings and key can be changed by hand. */
function open(environment: Record<string, string> = {}) {
  const kept: { settings: Settings; key: string | null } = { settings: settings.parse({}), key: null }
  const ports: ModelPorts = {
    host: { keyPlace: 'memory' },
    environment,
    settings: { read: () => kept.settings, write: () => {}, setAside: null },
    secrets: { read: () => Promise.resolve(kept.key), write: () => Promise.resolve(ok(undefined)) },
    clock: () => 1_000_000,
  }
  const script = () => ({ text: 'I am the script.', usage: { input: 10, cachedInput: 0, output: 5 } })
  const models = openModels(ports, { script, paceMs: 0, timing: handTime().timing })
  closing.push(models.close)
  return { kept, models }
}

async function serverOf(text: string): Promise<ModelServer> {
  const server = await modelServer([{ text, usage: { input: 1_000_000, cachedInput: 0, output: 0 } }])
  closing.push(server.close)
  return server
}

const replyOf = async (models: Models) => {
  const { model, name } = await models.current()
  return (await ask(model, { request: { model: name } })).reply
}

describe('without key and base URL', () => {
  test('the demo model serves, costs nothing, and starts only when it is needed', async () => {
    const { models } = open()
    expect(await models.info()).toMatchObject({ provider: 'demo', name: 'demo', baseUrl: '' })
    const [one, two] = await Promise.all([models.current(), models.current()])
    expect(one.info.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/)
    expect(two.info).toEqual(one.info)
    expect(await replyOf(models)).toMatchObject({ ok: true, value: { text: 'I am the script.', usage: { cost: 0 } } })
  })

  test('the demo model ends with the rest', async () => {
    const { models } = open()
    const { info } = await models.current()
    await models.close()
    await expect(fetch(`${info.baseUrl}/models`)).rejects.toThrow()
  })
})

describe('when settings or key change', () => {
  test('the next call goes where they say', async () => {
    const [first, second] = [await serverOf('first'), await serverOf('second')]
    const { kept, models } = open()
    kept.settings = { ...kept.settings, baseUrl: first.baseUrl }
    expect(await replyOf(models)).toMatchObject({ ok: false, fault: { kind: 'key-refused' } })
    kept.key = first.key
    expect(await replyOf(models)).toMatchObject({ ok: true, value: { text: 'first', usage: { cost: null } } })
    kept.settings = { ...kept.settings, baseUrl: second.baseUrl, api: 'responses' }
    kept.key = second.key
    expect(await replyOf(models)).toMatchObject({ ok: true, value: { text: 'second' } })
    expect(second.requests.map(({ path }) => path)).toEqual(['/v1/responses'])
    const price = { input: 3, cachedInput: 0, output: 0 }
    kept.settings = { ...kept.settings, prices: { [kept.settings.model]: price } }
    expect(await replyOf(models)).toMatchObject({ ok: true, value: { usage: { cost: 3 } } })
  })

  test('the same model serves as long as they do not', async () => {
    const server = await serverOf('x')
    const { kept, models } = open({ OPENAI_BASE_URL: server.baseUrl, OPENAI_API_KEY: server.key })
    const before = await models.current()
    kept.settings = { ...kept.settings, theme: 'dark', model: 'another' }
    const after = await models.current()
    expect(after.model).toBe(before.model)
    expect(after.name).toBe('another')
  })
})

test('a key that is missing at OpenAI is said to be', async () => {
  const { kept, models } = open()
  kept.settings = { ...kept.settings, baseUrl: 'https://api.openai.com/v1' }
  expect(await replyOf(models)).toEqual({ ok: false, fault: { kind: 'key-missing', model: kept.settings.model } })
})

test('an address that is none is a fault of each call, and opens nothing', async () => {
  const { models } = open({ OPENAI_BASE_URL: 'localhost:11434' })
  const fault = {
    kind: 'model-unreachable',
    url: 'localhost:11434',
    reason: 'its address must begin with http:// or https://',
  }
  expect(await replyOf(models)).toEqual({ ok: false, fault })
  expect(await (await models.current()).model.list(new AbortController().signal)).toEqual({ ok: false, fault })
})
