import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ModelServer, modelServer } from '../helpers/model-server.ts'
import { type OpenedCore, openCore, value } from '../helpers/open-core.ts'
import { makeRepository, temporaryFolder } from '../helpers/temporary.ts'

let folder: ReturnType<typeof temporaryFolder>
let model: ModelServer
let opened: OpenedCore
/** Tasks that end only when the test lets them. */
let held: Map<string, () => void>

beforeEach(async () => {
  folder = temporaryFolder()
  const repository = join(folder.path, 'sample')
  makeRepository(repository, { 'a.txt': 'one\n' })
  held = new Map()
  model = await modelServer(async ({ messages }) => {
    const last = messages.at(-1)
    const said = last?.role === 'user' ? last.text.replace(/^\[Message from[^\]]*\]\n\n/, '') : ''
    const call = /^(agent_\w+) (\{.*\})$/s.exec(said)
    if (call) return { toolCalls: [{ name: call[1] ?? '', arguments: JSON.parse(call[2] ?? '') }] }
    if (said.startsWith('hold ')) await new Promise<void>((resolve) => held.set(said, resolve))
    return { text: last?.role === 'tool' ? last.content : `Result of: ${said}` }
  })
  await reopen()
})

async function reopen(): Promise<void> {
  const environment = { OPENAI_API_KEY: model.key, OPENAI_BASE_URL: model.baseUrl, IKIGAI_MODEL: 'scripted' }
  const at = { home: join(folder.path, 'home'), repository: join(folder.path, 'sample') }
  opened = await openCore({ ...at, environment, approval: 'full' })
}

afterEach(async () => {
  for (const release of held.values()) release()
  await opened.close()
  await model.close()
  folder.remove()
})

const idOf = (name: string) => opened.agent(name).id
const send = (text: string, name = 'main') => opened.call('message.send', { agentId: idOf(name), text })
const idle = (...names: string[]) =>
  opened.until((state) =>
    names.every((name) => {
      const agent = state.agents.find((one) => one.name === name)
      return agent?.run.state !== 'running' && agent?.queue.length === 0
    }),
  )
const said = async (name: string) =>
  (await value(opened.call('conversation.open', { agentId: idOf(name) }))).entries.flatMap((entry) => {
    if (entry.kind === 'user') return [`${entry.payload.from ?? 'you'}: ${entry.payload.text}`]
    return entry.kind === 'assistant' && entry.payload.text !== '' ? [entry.payload.text] : []
  })

const spawn = (args: Record<string, unknown>) => value(send(`agent_spawn ${JSON.stringify(args)}`))

test('a sub-agent works on its own, and its result comes to the parent between runs', async () => {
  await spawn({ name: 'helper', prompt: 'look around' })
  await opened.until(() => opened.state().agents.length === 2)
  await opened.until((state) => state.agents.every(({ run, head }) => run.state === 'idle' && head !== null))
  await idle('main', 'helper')
  const { entries } = await value(opened.call('conversation.open', { agentId: idOf('main') }))
  await opened.until(() => entries.length > 0)
  expect(opened.agent('helper')).toMatchObject({ kind: 'sub', parentId: idOf('main') })
  expect(await said('helper')).toEqual(['main: look around', 'Result of: look around'])
  expect((await said('main')).join('\n')).toContain('helper: Result of: look around')
  expect(JSON.stringify(model.requests.at(-1)?.body)).toContain("Message from the agent 'helper', not from the user")
})

test('its result is on disk as soon as its task has ended', async () => {
  const main = idOf('main')
  await opened.close()
  const database = new DatabaseSync(join(folder.path, 'home', 'ikigai.db'))
  database.exec(`CREATE TABLE seen (text TEXT);
    CREATE TRIGGER sees AFTER UPDATE ON runs WHEN new.state = 'done' AND new.agent_id <> '${main}'
      BEGIN INSERT INTO seen SELECT text FROM queue WHERE agent_id = '${main}'; END`)
  await reopen()
  await spawn({ name: 'helper', prompt: 'hold on' })
  await opened.until(() => held.has('hold on'))
  await idle('main')
  held.get('hold on')?.()
  await opened.until(() => opened.agent('main').run.state === 'running')
  await idle('main')
  expect(database.prepare('SELECT text FROM seen').all()).toEqual([{ text: 'Result of: hold on' }])
  expect(database.prepare('SELECT text FROM queue').all()).toEqual([])
  database.close()
  expect((await said('main')).slice(-2)).toEqual(['helper: Result of: hold on', 'Result of: Result of: hold on'])
})

test('it takes no messages from the user, and stops with its parent', async () => {
  await spawn({ name: 'slow', prompt: 'hold on', worktree: true })
  await opened.until(() => held.has('hold on'))
  await idle('main')
  const { directory } = opened.agent('slow')
  expect(existsSync(join(directory, 'a.txt'))).toBe(true)
  expect(await send('hello', 'slow')).toEqual({
    ok: false,
    fault: { kind: 'sub-agent-reads-only', name: 'slow', parent: 'main' },
  })
  expect(await send('/send slow hello')).toMatchObject({ ok: false, fault: { kind: 'sub-agent-reads-only' } })
  await value(opened.call('run.stop', { agentId: idOf('main') }))
  expect(opened.agent('slow').run).toMatchObject({ state: 'broken', fault: { kind: 'stopped' } })
  expect((await said('main')).join('\n')).not.toContain('slow: ')
})

test('a parent hears of a sub-agent that was stopped or closed without it', async () => {
  await spawn({ name: 'slow', prompt: 'hold on' })
  await opened.until(() => held.has('hold on'))
  await idle('main')
  await value(opened.call('run.stop', { agentId: idOf('slow') }))
  await opened.until((state) => state.agents[0]?.run.state === 'running')
  await idle('main')
  expect((await said('main')).slice(-2)).toEqual([
    'slow: I was stopped before I had finished.',
    'Result of: I was stopped before I had finished.',
  ])

  await spawn({ name: 'other', prompt: 'hold it' })
  await opened.until(() => held.has('hold it'))
  await idle('main')
  await value(opened.call('agent.close', { agentId: idOf('other'), merge: false, keepBranch: false }))
  await idle('main')
  expect((await said('main')).slice(-2)[0]).toBe('other: I was stopped before I had finished, to be closed.')
})

test('what waits for an agent whose run has ended is read at the next start', async () => {
  const main = idOf('main')
  await opened.close()
  const database = new DatabaseSync(join(folder.path, 'home', 'ikigai.db'))
  const wait = database.prepare('INSERT INTO queue (id, agent_id, text, sender) VALUES (?, ?, ?, ?)')
  wait.run('1', main, 'what I found', 'helper')
  wait.run('2', main, 'and then this', null)
  database.close()
  await reopen()
  await idle('main')
  const answers = ['Result of: what I found', 'you: and then this', 'Result of: and then this']
  expect(await said('main')).toEqual(['helper: what I found', ...answers])
})

test('a parent hears of a sub-agent that the app cut off once it is closed', async () => {
  await spawn({ name: 'slow', prompt: 'hold on' })
  await opened.until(() => held.has('hold on'))
  await idle('main')
  await opened.close()
  await reopen()
  expect(opened.agent('slow').run).toMatchObject({ state: 'broken', fault: { kind: 'interrupted' } })
  await value(opened.call('agent.close', { agentId: idOf('slow'), merge: false, keepBranch: false }))
  await idle('main')
  expect((await said('main')).slice(-2)[0]).toBe('slow: I was closed before I had finished.')
})

test('one that is being made when its parent is stopped does not go on without it', async () => {
  const gate = join(folder.path, 'gate')
  execFileSync('sh', ['-c', `mkfifo '${gate}'`])
  const hook = join(folder.path, 'sample', '.git', 'hooks', 'post-checkout')
  writeFileSync(hook, `#!/bin/sh\ncat '${gate}'\n`, { mode: 0o755 })
  await spawn({ name: 'late', prompt: 'hold on', worktree: true })
  // opens as soon as the hook reads it
  const opening = await open(gate, 'w')
  const stopped = value(opened.call('run.stop', { agentId: idOf('main') }))
  await opening.close()
  await stopped
  expect(opened.agent('late').run).toMatchObject({ state: 'broken', fault: { kind: 'stopped' } })
})

test('one agent has no more than eight at work, which is said plainly', async () => {
  for (let index = 0; index < 8; index += 1) {
    await spawn({ name: `s${index}`, prompt: 'hold on' })
    await opened.until(() => opened.state().agents.length === index + 2)
    await idle('main')
  }
  await spawn({ name: 'one-more', prompt: 'hold on' })
  await idle('main')
  expect((await said('main')).at(-1)).toContain('8 agents work for this one, which is the most.')
  expect(opened.state().agents).toHaveLength(9)
  await value(opened.call('run.stop', { agentId: idOf('s3') }))
  await spawn({ name: 'one-more', prompt: 'look' })
  await idle('main')
  expect(opened.state().agents).toHaveLength(10)
})

test('sub-agents have sub-agents, and those have none', async () => {
  const call = (name: string, prompt: string) => `agent_spawn ${JSON.stringify({ name, prompt })}`
  await value(send(call('first', call('second', call('third', 'too deep')))))
  await opened.until(() => opened.state().agents.some(({ name }) => name === 'second'))
  const { entries } = await opened
    .until(() => opened.state().agents.every(({ run }) => run.state !== 'running'))
    .then(() => value(opened.call('conversation.open', { agentId: idOf('second') })))
  const refused = entries.find(({ kind }) => kind === 'tool_result')
  expect(refused).toMatchObject({ payload: { outcome: 'failed', summary: 'too deep' } })
  expect(opened.state().agents.map(({ name }) => name)).toEqual(['main', 'first', 'second'])
})

test('agents send to one another, by tool and by command, behind what goes on', async () => {
  await value(send('/agent new other'))
  await value(send('hold it', 'other'))
  await opened.until(() => held.has('hold it'))
  await value(send('/send other "look at a.txt"'))
  expect(opened.agent('other').queue).toMatchObject([{ text: 'look at a.txt', from: 'main' }])
  held.get('hold it')?.()
  await idle('other')
  expect(await said('other')).toEqual([
    'you: hold it',
    'Result of: hold it',
    'main: look at a.txt',
    'Result of: look at a.txt',
  ])
  await value(send('agent_send {"to":"other","text":"from a tool"}'))
  await idle('main', 'other')
  expect((await said('other')).at(-1)).toBe('Result of: from a tool')
  await value(send('agent_list {}'))
  await idle('main')
  expect((await said('main')).at(-1)).toContain('• other - Branch: main')
  expect(await send('/send nobody hello')).toMatchObject({ ok: false, fault: { kind: 'no-agent' } })
  expect(await send('/send main hello')).toMatchObject({ ok: false, fault: { kind: 'bad-argument' } })
  await value(send('agent_send {"to":"main","text":"hello"}'))
  await idle('main')
  expect((await said('main')).at(-1)).toBe("That was not understood: 'main' is you.")
})

test('what a message between agents names comes with it, and what is not there is said before', async () => {
  const write = (title: string) =>
    value(opened.call('memory.write', { number: null, alias: null, title, content: `Content of ${title}` }))
  await write('One')
  await write('Two')
  await value(send('/agent new other'))
  const missing = { ok: false, fault: { kind: 'memory-missing', ref: '#mem-9' } }
  expect(await send('/send other "read #mem-1 and #mem-9"')).toEqual(missing)
  expect(await send('/send other "read @../a.txt"')).toMatchObject({ ok: false, fault: { kind: 'file-not-attached' } })
  // the sign is escaped, so that the message which tells the model to call refers to nothing itself
  for (const call of [
    'agent_send {"to":"other","text":"read \\u0023mem-9"}',
    'agent_spawn {"name":"kid","prompt":"read \\u0023mem-9"}',
  ]) {
    await value(send(call))
    await idle('main')
    expect((await said('main')).at(-1)).toMatch(/^There is no memory document #mem-9/)
  }
  expect(opened.agent('other').head).toBe(null)

  await value(send('/send other "hold #mem-1 and @a.txt"'))
  await opened.until(() => held.size > 0)
  await value(send('/send other "now #mem-1, #mem-2 and @a.txt"'))
  await value(opened.call('memory.write', { number: 1, title: 'One', content: 'Newer' }))
  await value(opened.call('memory.delete', { number: 2 }))
  for (const release of held.values()) release()
  await idle('other')
  const { entries } = await value(opened.call('conversation.open', { agentId: idOf('other') }))
  const named = entries.flatMap((entry) => {
    if (entry.kind === 'memory') return [`#mem-${entry.payload.number} v${entry.payload.version}`]
    return entry.kind === 'user' ? entry.payload.files.map(({ path }) => path) : []
  })
  expect(named).toEqual(['#mem-1 v1', 'a.txt', '#mem-1 v2', 'a.txt'])
})
