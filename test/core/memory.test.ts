import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ModelServer, modelServer } from '../helpers/model-server.ts'
import { type OpenedCore, openCore, value } from '../helpers/open-core.ts'
import { makeRepository, temporaryFolder } from '../helpers/temporary.ts'

let folder: ReturnType<typeof temporaryFolder>
let repository: string
let model: ModelServer
let opened: OpenedCore

beforeEach(async () => {
  folder = temporaryFolder()
  repository = join(folder.path, 'sample')
  makeRepository(repository, { 'a.txt': 'one\n' })
  model = await modelServer(({ messages }) => {
    const last = messages.at(-1)
    const call = last?.role === 'user' ? /^(memory_\w+) (\{.*\})$/s.exec(last.text) : null
    if (!call) return { text: last?.role === 'tool' ? last.content : 'Read.' }
    const [, name = '', args = ''] = call
    return { toolCalls: [{ name, arguments: JSON.parse(args) }] }
  })
  await reopen()
})
afterEach(async () => {
  await opened.close()
  await model.close()
  folder.remove()
})

async function reopen(): Promise<void> {
  const environment = { OPENAI_API_KEY: model.key, OPENAI_BASE_URL: model.baseUrl, IKIGAI_MODEL: 'scripted' }
  opened = await openCore({ home: join(folder.path, 'home'), repository, environment })
}

const idOf = (name: string) => opened.agent(name).id
const send = (text: string, name = 'main') => opened.call('message.send', { agentId: idOf(name), text })
const type = (text: string, name = 'main') => value(send(text, name))

/** Has the model call a tool; answers with what it read of the result. */
async function tool(name: string, args: Record<string, string>, agent = 'main'): Promise<string> {
  return say(`${name} ${JSON.stringify(args)}`, agent)
}

async function say(text: string, agent = 'main'): Promise<string> {
  await type(text, agent)
  await opened.until(() => opened.agent(agent).run.state !== 'running')
  const last = (await entries(agent)).at(-1)
  return last?.kind === 'assistant' ? last.payload.text : ''
}

const entries = async (name: string) => (await value(opened.call('conversation.open', { agentId: idOf(name) }))).entries
const notice = async (text: string) => {
  await type(text)
  const last = (await entries('main')).at(-1)
  return last?.kind === 'notice' ? last.payload.text : null
}

const research = { title: 'Research', content: 'Use libwebsockets.', alias: 'websocket/research' }

test('what was written of a document and not saved is there after a restart, until it is forgotten', async () => {
  await tool('memory_write', research)
  const text = (content: string) => ({ title: 'T', alias: 'a', aliasBefore: '', content, base: 0 })
  const keep = (number: number | null, content: string | null) =>
    opened.call('memory.keep', { number, unsaved: content === null ? null : text(content) })
  for (const content of ['first', 'second']) {
    await value(keep(1, content))
    await value(keep(null, `new, ${content}`))
  }
  const expected = [
    { ...text('second'), number: 1 },
    { ...text('new, second'), number: null },
  ]
  expect(opened.state().unsaved).toEqual(expected)
  expect(await keep(2, 'nobody made it')).toMatchObject({ fault: { kind: 'memory-missing', ref: '#mem-2' } })
  await opened.close()
  await reopen()
  expect(opened.state().unsaved).toEqual(expected)
  await value(keep(1, null))
  await value(keep(null, null))
  expect(opened.state().unsaved).toEqual([])
  await opened.close()
  await reopen()
  expect(opened.state().unsaved).toEqual([])
})

test('what one agent writes reaches another by number and by alias, and nothing else of it does', async () => {
  expect(await tool('memory_write', research)).toBe('Created #mem-1 (websocket/research)')
  expect(await tool('memory_write', { title: 'Plan', content: 'Phase 1.' })).toBe('Created #mem-2')
  await type('/agent new impl')
  await say('Implement it using #mem-websocket/research and #mem-2', 'impl')
  const asked = JSON.stringify(model.requests.at(-1)?.body)
  expect(asked).toContain('Use libwebsockets.')
  expect(asked).toContain('Phase 1.')
  expect(asked).not.toContain('memory_write {')
  const pulled = (await entries('impl')).flatMap((entry) => (entry.kind === 'memory' ? [entry.payload] : []))
  expect(pulled.map(({ number, version, alias }) => ({ number, version, alias }))).toEqual([
    { number: 1, version: 1, alias: 'websocket/research' },
    { number: 2, version: 1, alias: null },
  ])
  // what is there already is not pulled in again, a new version is
  await say('Once more #mem-1', 'impl')
  expect((await entries('impl')).filter(({ kind }) => kind === 'memory')).toHaveLength(2)
  await tool('memory_write', { title: 'Research', content: 'Changed.', ref: '#mem-1' })
  await say('And again #mem-1', 'impl')
  expect((await entries('impl')).filter(({ kind }) => kind === 'memory')).toHaveLength(3)
})

test('what another agent writes later changes nothing for one that has read the document', async () => {
  await tool('memory_write', research)
  await type('/agent new impl')
  await say('Read #mem-1', 'impl')
  await tool('memory_write', { title: 'Research', content: 'Something else.', ref: '1' })
  await say('Go on with it', 'impl')
  const asked = JSON.stringify(model.requests.at(-1)?.body)
  expect(asked).toContain('Use libwebsockets.')
  expect(asked).not.toContain('Something else.')
})

test('what an agent wrote stays when its worktree and its branch are gone, and says where it was written', async () => {
  await type('/agent new impl --worktree')
  await value(opened.call('approval.mode', { agentId: idOf('impl'), mode: 'full' }))
  await tool('memory_write', research, 'impl')
  await value(opened.call('agent.close', { agentId: idOf('impl'), merge: false, keepBranch: false }))
  await opened.close()
  await reopen()
  const read = await value(opened.call('memory.read', { number: 1, version: null }))
  expect(read).toMatchObject({ content: 'Use libwebsockets.', version: { author: 'impl', branch: 'impl' } })
  expect(await say('Read #mem-websocket/research')).toBe('Read.')
})

test('an unknown reference is said before anything is sent', async () => {
  const sent = await send('Use #mem-nothing/there please')
  expect(sent).toEqual({ ok: false, fault: { kind: 'memory-missing', ref: '#mem-nothing/there' } })
  expect(model.requests).toHaveLength(0)
  expect(await entries('main')).toEqual([])
})

test('versions are only ever added: of two who write at once neither loses', async () => {
  await tool('memory_write', research)
  await type('/agent new other')
  const write = (content: string) =>
    value(opened.call('memory.write', { number: 1, alias: null, title: 'Research', content }))
  await Promise.all([
    write('by a person'),
    tool('memory_write', { ...research, ref: '1', content: 'by other' }, 'other'),
    tool('memory_write', { ...research, ref: '1', content: 'by main' }, 'main'),
  ])
  const read = await value(opened.call('memory.read', { number: 1, version: null }))
  expect(read.versions.map(({ version }) => version)).toEqual([4, 3, 2, 1])
  const contents = await Promise.all(
    [1, 2, 3, 4].map(async (version) => (await value(opened.call('memory.read', { number: 1, version }))).content),
  )
  expect(contents.toSorted()).toEqual(['Use libwebsockets.', 'by a person', 'by main', 'by other'])
  expect(read.versions.map(({ author }) => author).toSorted()).toEqual(['main', 'main', 'other', null].toSorted())
  const { patch } = await value(opened.call('memory.diff', { number: 1, from: 1, to: 2 }))
  expect(patch).toContain('-Use libwebsockets.')
})

test('of two who give one new alias at once one gets it, and the other is told whose it is', async () => {
  await type('/agent new other')
  const write = (agent: string) => tool('memory_write', { ...research, content: `by ${agent}` }, agent)
  const answers = await Promise.all([write('main'), write('other')])
  const taken = expect.stringMatching(/^The alias 'websocket\/research' belongs to #mem-1\./)
  expect(answers.toSorted()).toEqual(['Created #mem-1 (websocket/research)', taken])
  const name = (title: string) => opened.call('memory.write', { number: null, alias: 'a/b', title, content: '' })
  expect((await Promise.all([name('One'), name('Two')])).map((result) => result.ok)).toEqual([true, false])
  expect(opened.log).toEqual([])
})

test('the documents of one project are none of another, by number, by alias and in a search', async () => {
  await tool('memory_write', research)
  const home = join(folder.path, 'home')
  const elsewhere = join(folder.path, 'elsewhere')
  makeRepository(elsewhere, { 'a.txt': 'one\n' })
  await opened.close()
  const environment = { OPENAI_API_KEY: model.key, OPENAI_BASE_URL: model.baseUrl, IKIGAI_MODEL: 'scripted' }
  opened = await openCore({ home, repository: elsewhere, environment })
  expect(opened.state().memory).toEqual([])
  expect(await send('see #mem-1')).toMatchObject({ ok: false, fault: { kind: 'memory-missing' } })
  expect(await tool('memory_read', { ref: 'websocket/research' })).toContain('no memory document')
  expect(await value(opened.call('search.find', { text: 'libwebsockets' }))).toEqual([])
  expect(await opened.call('memory.restore', { number: 1 })).toMatchObject({ ok: false })
  // the number is nobody else's, and the alias is free
  const own = await value(
    opened.call('memory.write', { number: null, alias: 'websocket/research', title: 'Own', content: 'Own.' }),
  )
  expect(own).toMatchObject({ number: 2, alias: 'websocket/research' })
  expect(await say('read `#mem-1`, which is code, and #mem-websocket/research')).toBe('Read.')
  expect((await entries('main')).flatMap((one) => (one.kind === 'memory' ? [one.payload.number] : []))).toEqual([2])
})

test('the tools read and search, and say plainly what is wrong', async () => {
  await tool('memory_write', research)
  expect(await tool('memory_read', { ref: 'websocket/research' })).toContain('Use libwebsockets.')
  expect(await tool('memory_read', { ref: '9' })).toContain('There is no memory document #mem-9.')
  expect(await tool('memory_search', { query: 'LIBWEB' })).toBe('#mem-1 (websocket/research) v1: Research')
  expect(await tool('memory_search', { query: 'nothing%' })).toBe('No memory document has these words.')
  expect(await tool('memory_write', research)).toContain("The alias 'websocket/research' belongs to #mem-1.")
  expect(await tool('memory_write', { ...research, alias: 'a b' })).toContain("'a b' cannot be an alias")
  expect(opened.state().memory).toHaveLength(1)
})

test('a search takes capitals and small letters of every alphabet for one', async () => {
  await tool('memory_write', { title: 'Übersicht', content: 'ÄRGER Привет 修复登录错误' })
  for (const query of ['Übersicht', 'übersicht', 'ärger', 'ПРИВЕТ', 'привет über', '登录']) {
    expect(await tool('memory_search', { query })).toBe('#mem-1 v1: Übersicht')
  }
})

test('the commands list, show, pull in, name and delete', async () => {
  await tool('memory_write', research)
  await tool('memory_write', { title: 'Plan', content: 'Phase 1.' })
  expect(await notice('/memory list')).toBe(
    '#mem-2  Plan  v1 by main\n#mem-1 (websocket/research)  Research  v1 by main',
  )
  expect(await notice('/memory alias 2 websocket/plan')).toBe('#mem-2 is websocket/plan now.')
  expect((await notice('/memory list --filter=websocket/p*'))?.split('\n')).toHaveLength(1)
  expect(await notice('/memory show websocket/plan')).toContain('Phase 1.')
  await type('/memory merge 2')
  expect((await entries('main')).at(-1)).toMatchObject({ kind: 'memory', payload: { number: 2 } })
  expect(await send('/memory delete 2')).toMatchObject({
    ok: false,
    fault: { kind: 'memory-in-use', number: 2, agents: ['main'] },
  })
  await type('/clear')
  expect(await notice('/memory delete 2')).toContain('Conversations of main refer to it')
  expect(opened.state().memory.map(({ number }) => number)).toEqual([1])
  expect(await send('Use #mem-2')).toMatchObject({ ok: false, fault: { kind: 'memory-missing' } })
  expect(await value(opened.call('memory.deleted', {}))).toMatchObject([{ number: 2, alias: 'websocket/plan' }])
  await value(opened.call('memory.restore', { number: 2 }))
  expect(await value(opened.call('memory.deleted', {}))).toEqual([])
  expect(opened.state().memory.map(({ alias }) => alias)).toEqual(['websocket/plan', 'websocket/research'])
})

test('documents outlive a restart and the agent that wrote them, and go out and come in as markdown', async () => {
  await type('/agent new writer')
  await tool('memory_write', research, 'writer')
  await type('/agent close', 'writer')
  await opened.close()
  await reopen()
  expect(opened.state().memory).toMatchObject([{ number: 1, alias: 'websocket/research', author: 'writer' }])
  const { name, text } = await value(opened.call('memory.export', { number: 1 }))
  expect(name).toBe('websocket-research.md')
  expect(await opened.call('memory.import', { text })).toMatchObject({ ok: false, fault: { kind: 'alias-taken' } })
  await value(opened.call('memory.alias', { number: 1, alias: 'old/research' }))
  expect(await value(opened.call('memory.import', { text }))).toMatchObject({ number: 2, alias: 'websocket/research' })
  expect(await opened.call('memory.import', { text: 'none' })).toMatchObject({ fault: { kind: 'memory-unreadable' } })
})

test('an alias stays when a version is written without one, and null takes it away', async () => {
  await tool('memory_write', research)
  const write = (alias: { alias?: string | null }) =>
    value(opened.call('memory.write', { number: 1, title: 'Research', content: 'Anew.', ...alias }))
  await tool('memory_write', { title: 'Research', content: 'By the model.', ref: '1' })
  expect((await write({})).alias).toBe('websocket/research')
  expect((await write({ alias: 'other' })).alias).toBe('other')
  expect((await write({ alias: null })).alias).toBeNull()
  await value(opened.call('memory.alias', { number: 1, alias: 'again' }))
  expect(await value(opened.call('memory.alias', { number: 1, alias: null }))).toMatchObject({ alias: null })
})

test('a page searches title, alias and content, and gets diffs without a header', async () => {
  await tool('memory_write', research)
  await tool('memory_write', { title: 'Plan', content: 'Phase 1.\n' })
  const search = (query: string) => value(opened.call('memory.search', { query }))
  expect([await search('LIBWEB'), await search('socket/res'), await search('e'), await search('none')]).toEqual([
    [1],
    [1],
    [1, 2],
    [],
  ])
  await value(opened.call('memory.write', { number: 2, title: 'Plan', content: 'Phase 2.\n' }))
  const diff = (from: number, to: number) => value(opened.call('memory.diff', { number: 2, from, to }))
  expect(await diff(1, 2)).toEqual({ patch: '@@ -1,1 +1,1 @@\n-Phase 1.\n+Phase 2.\n', added: 1, removed: 1 })
  expect(await diff(2, 2)).toEqual({ patch: '', added: 0, removed: 0 })
  // far apart and long: the host does not compute for ever
  const lines = (word: string) => Array.from({ length: 20_000 }, (_, line) => `${word} ${line * 7}`).join('\n')
  await value(opened.call('memory.write', { number: 2, title: 'Plan', content: lines('a') }))
  await value(opened.call('memory.write', { number: 2, title: 'Plan', content: lines('b') }))
  expect(await diff(3, 4)).toMatchObject({ patch: '', added: 20_000 })
})
