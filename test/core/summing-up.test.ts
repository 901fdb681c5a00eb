import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoScript } from '../../main/core/models/demo/script.ts'
import type { ScriptRequest, Turn } from '../../main/core/models/demo/turn.ts'
import { errorTurn, type ModelServer, modelServer } from '../helpers/model-server.ts'
import { type OpenedCore, openCore, value } from '../helpers/open-core.ts'
import { makeRepository, temporaryFolder } from '../helpers/temporary.ts'

let folder: ReturnType<typeof temporaryFolder>
let model: ModelServer
let opened: OpenedCore
/** What the model says to a request for a summary. */
let summary: (request: ScriptRequest) => Turn | Promise<Turn>
/** All that the model was sent, newest last. */
let asked: ScriptRequest[]

const wanted = 'Write a summary of this conversation'
const full = { message: 'maximum context length exceeded', code: 'context_length_exceeded' }
const lastText = ({ messages }: ScriptRequest) => {
  const last = messages.at(-1)
  return last?.role === 'user' ? last.text : ''
}

beforeEach(async () => {
  folder = temporaryFolder()
  const repository = join(folder.path, 'sample')
  makeRepository(repository, { 'a.txt': `${'one '.repeat(2000)}\n` })
  summary = () => ({ text: 'They spoke of parsers.', usage: { input: 900, cachedInput: 0, output: 50 } })
  asked = []
  model = await modelServer((request) => {
    asked.push(request)
    if (lastText(request).startsWith(wanted)) return summary(request)
    if (lastText(request) === 'read') return { toolCalls: [{ name: 'read_file', arguments: { path: 'a.txt' } }] }
    if (lastText(request) === 'too much') return errorTurn(400, full)
    return { text: 'Quite.', usage: { input: 1000, cachedInput: 0, output: 100 } }
  })
  const environment = { OPENAI_API_KEY: model.key, OPENAI_BASE_URL: model.baseUrl, IKIGAI_MODEL: 'scripted' }
  opened = await openCore({ home: join(folder.path, 'home'), repository, environment })
})
afterEach(async () => {
  await opened.close()
  await model.close()
  folder.remove()
})

const main = () => opened.agent('main')
const idle = () => opened.until(() => main().run.state !== 'running' && main().queue.length === 0)
const send = (text: string) => opened.call('message.send', { agentId: main().id, text })
async function say(text: string): Promise<void> {
  await value(send(text))
  await idle()
}
const sumUp = () => opened.call('conversation.sum-up', { agentId: main().id })
const path = async () => (await value(opened.call('conversation.open', { agentId: main().id }))).entries
const texts = async () => (await path()).map((entry) => ('text' in entry.payload ? entry.payload.text : entry.kind))

test('a summary takes the place of what was said, and an undo or the mark brings that back', async () => {
  await say('parsers')
  await say('more of them')
  const before = await texts()
  await value(sumUp())
  expect(await texts()).toEqual(['parsers', 'They spoke of parsers.'])
  expect(main()).toMatchObject({ run: { state: 'idle' }, usage: { output: 250 } })
  // the instructions and the tools, which are sent as well
  expect(main().contextTokens).toBeGreaterThan(500)
  expect(main().contextTokens).toBeLessThan(10_000)

  await say('and now?')
  expect(asked.at(-1)?.messages.map((said) => (said.role === 'user' ? said.text : said.role))).toEqual([
    'parsers',
    expect.stringContaining('They spoke of parsers.'),
    'and now?',
  ])
  expect(main().contextTokens).toBe(1100)
  await value(send('/rewind "Before summary"'))
  expect(await texts()).toEqual([...before, 'mark'])
  await value(send('/rewind --undo'))
  await value(send('/rewind --undo'))
  expect(await texts()).toEqual([...before, 'mark'])
  expect(main().contextTokens).toBe(1100)

  await value(send('/history'))
  const notice = (await path()).at(-1)
  expect(notice?.kind === 'notice' && notice.payload.text).toMatch(/ summed up {2}from mark 'Before summary' to “/)
})

test('an undo right after a summary is where the summary was asked for', async () => {
  await say('parsers')
  const before = await texts()
  await value(sumUp())
  await value(send('/rewind --undo'))
  expect(await texts()).toEqual([...before, 'mark'])
})

test.each([
  ['fails', () => errorTurn(400, { message: 'No.' }), 'model-refused'],
  ['says nothing', () => ({ text: ' ' }), 'reply-unreadable'],
] as const)('nothing changes where the model %s', async (_how, turn, kind) => {
  await say('parsers')
  const before = [await texts(), main()]
  summary = turn
  expect(await sumUp()).toMatchObject({ ok: false, fault: { kind } })
  expect([await texts(), main()]).toEqual(before)
})

test('a summary that is stopped changes nothing, and a message waits behind one', async () => {
  await say('parsers')
  const before = await texts()
  const gate = Promise.withResolvers<Turn>()
  summary = () => gate.promise
  const stopped = sumUp()
  await opened.until(() => main().run.state === 'running')
  await value(opened.call('run.stop', { agentId: main().id }))
  expect(await stopped).toEqual({ ok: false, fault: { kind: 'stopped' } })
  expect(await texts()).toEqual(before)
  gate.resolve({ text: 'late' })

  const second = Promise.withResolvers<Turn>()
  summary = () => second.promise
  const summed = sumUp()
  await opened.until(() => main().run.state === 'running')
  expect(await value(send('go on'))).toMatchObject({ did: 'queued' })
  expect(await sumUp()).toMatchObject({ ok: false, fault: { kind: 'run-goes-on' } })
  second.resolve({ text: 'Summed up.' })
  await value(summed)
  await idle()
  await opened.until(() => main().unread > 0 || main().contextTokens === 1100)
  expect(await texts()).toEqual(['parsers', 'Summed up.', 'go on', 'Quite.'])
})

test('a conversation that is too long already is summed up without what the tools printed', async () => {
  await say('read')
  const printed = ({ messages }: ScriptRequest) =>
    messages.flatMap((said) => (said.role === 'tool' ? [said.content.length] : []))
  summary = (request) => (printed(request).some((length) => length > 1000) ? errorTurn(400, full) : { text: 'Short.' })
  await value(sumUp())
  expect(await texts()).toEqual(['read', 'Short.'])
  expect(asked.slice(-2).map(printed)).toEqual([[expect.any(Number)], [expect.any(Number)]])
})

test('a run that broke because there was no more room goes on behind the summary', async () => {
  await say('parsers')
  await say('too much')
  expect(main().run).toMatchObject({ state: 'broken', fault: { kind: 'context-full' } })
  await value(sumUp())
  expect(main().run).toMatchObject({ state: 'broken' })
  await value(opened.call('run.continue', { agentId: main().id }))
  await idle()
  expect(await texts()).toEqual(['parsers', 'They spoke of parsers.', 'Quite.'])
})

test('a first message that is long itself is part of what is summed up', async () => {
  await say(`parsers ${'x'.repeat(20_000)}`)
  const session = main().session
  await value(sumUp())
  expect(await texts()).toEqual(['They spoke of parsers.'])
  expect(main().session).not.toBe(session)
  await value(send('/rewind "Before summary"'))
  expect(main().session).toBe(session)
})

test('nothing is summed up where nothing was said', async () => {
  expect(await sumUp()).toMatchObject({ ok: false, fault: { kind: 'nothing-to-sum-up' } })
})

test('a tree with a summary goes out and comes back', async () => {
  await say('parsers')
  await value(sumUp())
  const { text } = await value(opened.call('conversation.export', { agentId: main().id, format: 'json' }))
  await value(opened.call('conversation.import', { agentId: main().id, text }))
  expect(await texts()).toEqual(['parsers', 'They spoke of parsers.'])
  const last = (await path()).at(-1)
  const mark = last?.kind === 'summary' ? last.payload.mark : ''
  expect(await value(opened.call('search.entry', { entryId: mark }))).toMatchObject({ onPath: null })
})

test('the demo model sums up what is in the conversation', async () => {
  summary = (request) => demoScript(request)
  await say('build a parser')
  await value(sumUp())
  expect((await texts()).at(-1)).toMatch(/made by a script[\s\S]*- build a parser/)
})
