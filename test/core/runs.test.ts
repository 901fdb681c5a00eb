import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Script, ScriptRequest } from '../../main/core/models/demo/turn.ts'
import type { Entry } from '../../preload/protocol/entry.ts'
import { modelServer } from '../helpers/model-server.ts'
import { type OpenedCore, openCore, value } from '../helpers/open-core.ts'
import { makeRepository, temporaryFolder } from '../helpers/temporary.ts'

let folder: ReturnType<typeof temporaryFolder>
let home: string
let repository: string
const closing: (() => Promise<void>)[] = []

beforeEach(() => {
  folder = temporaryFolder()
  home = join(folder.path, 'home')
  repository = join(folder.path, 'sample')
  makeRepository(repository)
})
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
  folder.remove()
})

async function open(script: Script, approval: 'ask' | 'edits' | 'full' = 'full'): Promise<OpenedCore> {
  const server = await modelServer(script)
  const opened = await openCore({
    home,
    repository,
    approval,
    environment: { OPENAI_BASE_URL: server.baseUrl, OPENAI_API_KEY: server.key, IKIGAI_MODEL: 'scripted' },
  })
  closing.push(server.close, opened.close)
  return opened
}

const isIdle = (opened: OpenedCore) => () => opened.agent('main').run.state === 'idle'
const entriesOf = async (opened: OpenedCore, name = 'main'): Promise<Entry[]> =>
  (await value(opened.call('conversation.open', { agentId: opened.agent(name).id }))).entries
const send = (opened: OpenedCore, text: string, name = 'main') =>
  opened.call('message.send', { agentId: opened.agent(name).id, text })

/** What the last message says. */
const lastOf = ({ messages }: ScriptRequest): string => {
  const last = messages.at(-1)
  return last === undefined ? '' : 'content' in last ? last.content : last.text
}

/** A model that answers with its last instruction. */
const echo: Script = (request) => ({ text: `You said: ${lastOf(request)}` })

describe('a run', () => {
  test('works a message to its end: tools, their results, and the answer', async () => {
    const opened = await open(({ messages }) =>
      messages.at(-1)?.role === 'tool'
        ? { text: 'Done.' }
        : {
            text: 'I write.',
            toolCalls: [{ name: 'write_file', arguments: '{"path":"new.txt","content":"hello\\n"}' }],
          },
    )
    await value(send(opened, 'write it'))
    await opened.until(isIdle(opened))
    expect((await entriesOf(opened)).map(({ kind }) => kind)).toEqual(['user', 'assistant', 'tool_result', 'assistant'])
    expect(readFileSync(join(repository, 'new.txt'), 'utf8')).toBe('hello\n')
    expect(opened.agent('main').usage.output).toBeGreaterThan(0)
    expect(opened.log).toEqual([])
  })

  test('hands malformed arguments and unknown tools back to the model as sentences', async () => {
    const opened = await open(({ messages }) =>
      messages.at(-1)?.role === 'tool'
        ? { text: 'I see.' }
        : {
            toolCalls: [
              { name: 'write_file', arguments: '{"path":' },
              { name: 'fly', arguments: '{}' },
            ],
          },
    )
    await value(send(opened, 'go'))
    await opened.until(isIdle(opened))
    const results = (await entriesOf(opened)).filter((entry) => entry.kind === 'tool_result')
    expect(results.map(({ payload }) => payload.outcome)).toEqual(['failed', 'failed'])
    expect(results[1]?.payload.content).toContain('fly')
  })

  test.each([
    ['said nothing', { text: '' }, 'complete'],
    ['only thought', { reasoning: 'Hm.', end: 'cut' }, 'cut'],
  ] as const)('whose model %s has an entry that says so, and is counted', async (_name, turn, end) => {
    const opened = await open(() => ({ ...turn, usage: { input: 9, cachedInput: 0, output: 3 } }))
    await value(send(opened, 'well?'))
    await opened.until(isIdle(opened))
    const reasoning = 'reasoning' in turn ? turn.reasoning : ''
    expect((await entriesOf(opened)).at(-1)).toMatchObject({ kind: 'assistant', payload: { text: '', reasoning, end } })
    expect(opened.agent('main').usage).toMatchObject({ input: 9, output: 3 })
    await value(send(opened, 'again'))
    await opened.until(isIdle(opened))
    expect(opened.agent('main').usage).toMatchObject({ input: 18, output: 6 })
  })

  test('pauses at the step limit and can be continued', async () => {
    const opened = await open(({ messages }) =>
      messages.filter(({ role }) => role === 'tool').length < 3
        ? { toolCalls: [{ name: 'list_files', arguments: '{}' }] }
        : { text: 'Enough.' },
    )
    await value(opened.call('settings.change', { change: { stepLimit: 2 } }))
    await value(send(opened, 'look around'))
    await opened.until((state) => state.agents[0]?.run.state === 'broken')
    expect(opened.agent('main').run).toMatchObject({ fault: { kind: 'step-limit', steps: 2 } })
    await value(opened.call('run.continue', { agentId: opened.agent('main').id }))
    await opened.until(isIdle(opened))
    expect((await entriesOf(opened)).at(-1)).toMatchObject({ payload: { text: 'Enough.' } })
  })

  test('stops at once, keeps what had come, and can be continued', async () => {
    const gate = Promise.withResolvers<void>()
    let asked = 0
    const opened = await open(async () => {
      asked += 1
      return asked === 1
        ? { text: 'The beginning of something long', gate: { at: 13, opens: gate.promise } }
        : { text: 'Back.' }
    })
    await entriesOf(opened)
    await value(send(opened, 'tell'))
    await opened.until(() => opened.chunks.some((chunk) => chunk.kind === 'reply'))
    await value(opened.call('run.stop', { agentId: opened.agent('main').id }))
    expect(opened.agent('main').run).toMatchObject({ state: 'broken', fault: { kind: 'stopped' } })
    const kept = (await entriesOf(opened)).at(-1)
    expect(kept).toMatchObject({ kind: 'assistant', payload: { end: 'stopped' } })
    gate.resolve()
    await value(opened.call('run.continue', { agentId: opened.agent('main').id }))
    await opened.until(isIdle(opened))
    expect((await entriesOf(opened)).at(-1)).toMatchObject({ payload: { text: 'Back.' } })
  })

  test('has messages that came meanwhile wait their turn, in order', async () => {
    const gate = Promise.withResolvers<void>()
    const opened = await open(async (request) => {
      await gate.promise
      return echo(request)
    })
    await value(send(opened, 'one'))
    expect(await value(send(opened, 'two'))).toMatchObject({ did: 'queued' })
    expect(await value(send(opened, 'three'))).toMatchObject({ did: 'queued' })
    const [, third] = opened.agent('main').queue
    expect(
      await value(opened.call('message.unqueue', { agentId: opened.agent('main').id, id: third?.id ?? '' })),
    ).toEqual({
      text: 'three',
    })
    gate.resolve()
    await opened.until((state) => state.agents[0]?.run.state === 'idle' && state.agents[0].queue.length === 0)
    const said = (await entriesOf(opened)).map((entry) => ('text' in entry.payload ? entry.payload.text : ''))
    expect(said).toEqual(['one', 'You said: one', 'two', 'You said: two'])
  })

  test('of several agents go on at the same time', async () => {
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const all = Promise.withResolvers<void>()
    let running = 0
    const opened = await open(async (request) => {
      running += 1
      if (running === gates.length) all.resolve()
      await all.promise
      return echo(request)
    })
    await value(send(opened, '/agent new two && /agent new three'))
    await Promise.all(['main', 'two', 'three'].map((name) => send(opened, `hello ${name}`, name)))
    await opened.until((state) => running === 3 && state.agents.every(({ run }) => run.state === 'idle'))
    for (const name of ['main', 'two', 'three']) {
      expect((await entriesOf(opened, name)).at(-1)).toMatchObject({ payload: { text: `You said: hello ${name}` } })
    }
  })
})

describe('asking before acting', () => {
  const writes: Script = (request) =>
    request.messages.at(-1)?.role === 'tool'
      ? { text: `The tool said: ${lastOf(request)}` }
      : {
          toolCalls: [
            { name: 'write_file', arguments: '{"path":"a.txt","content":"a\\n"}' },
            { name: 'run_command', arguments: '{"command":"echo ran"}' },
          ],
        }
  const waiting = (state: { agents: { approvals: unknown[] }[] }) => state.agents[0]?.approvals.length === 1

  test('an edit shows its diff, a denied call is said to the model, and the run goes on', async () => {
    const opened = await open(writes, 'ask')
    await value(send(opened, 'go'))
    await opened.until(waiting)
    const { id: agentId, approvals } = opened.agent('main')
    expect(approvals[0]).toMatchObject({ kind: 'edit', detail: { kind: 'diff', added: 1, removed: 0 } })
    await value(opened.call('approval.answer', { agentId, id: approvals[0]?.id ?? '', answer: 'deny' }))
    await opened.until((state) => waiting(state) && state.agents[0]?.approvals[0]?.kind === 'command')
    const command = opened.agent('main').approvals[0]
    expect(command).toMatchObject({ remembers: 'echo ran' })
    await value(opened.call('approval.answer', { agentId, id: command?.id ?? '', answer: 'always' }))
    await opened.until(isIdle(opened))
    const outcomes = (await entriesOf(opened)).flatMap((e) => (e.kind === 'tool_result' ? [e.payload.outcome] : []))
    expect(outcomes).toEqual(['denied', 'ok'])

    await value(opened.call('approval.mode', { agentId, mode: 'edits' }))
    await value(send(opened, 'again'))
    await opened.until(isIdle(opened))
    expect(opened.agent('main').approvals).toEqual([])
  })

  test('a change of mode lets go what waits', async () => {
    const opened = await open(writes, 'ask')
    await value(send(opened, 'go'))
    await opened.until(waiting)
    await value(opened.call('approval.mode', { agentId: opened.agent('main').id, mode: 'full' }))
    await opened.until(isIdle(opened))
    const outcomes = (await entriesOf(opened)).flatMap((e) => (e.kind === 'tool_result' ? [e.payload.outcome] : []))
    expect(outcomes).toEqual(['ok', 'ok'])
  })

  test('an answered question cannot be answered again', async () => {
    const opened = await open(writes, 'ask')
    const answered = await opened.call('approval.answer', {
      agentId: opened.agent('main').id,
      id: 'x',
      answer: 'allow',
    })
    expect(answered).toEqual({ ok: false, fault: { kind: 'no-approval' } })
  })
})
