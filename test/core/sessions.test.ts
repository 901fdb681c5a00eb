import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Found } from '../../preload/protocol/search.ts'
import { type ModelServer, modelServer } from '../helpers/model-server.ts'
import { type OpenedCore, openCore, value } from '../helpers/open-core.ts'
import { makeRepository, runGit, temporaryFolder } from '../helpers/temporary.ts'

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
    return { text: last?.role === 'user' ? `About ${last.text}: quite.` : 'Done.' }
  })
  const environment = { OPENAI_API_KEY: model.key, OPENAI_BASE_URL: model.baseUrl, IKIGAI_MODEL: 'scripted' }
  opened = await openCore({ home: join(folder.path, 'home'), repository, environment })
})
afterEach(async () => {
  await opened.close()
  await model.close()
  folder.remove()
})

const idOf = (name: string) => opened.agent(name).id
const send = (text: string, name = 'main') => opened.call('message.send', { agentId: idOf(name), text })
async function say(text: string, name = 'main'): Promise<void> {
  await value(send(text, name))
  await opened.until(() => opened.agent(name).run.state !== 'running')
}
const entries = async (name = 'main') =>
  (await value(opened.call('conversation.open', { agentId: idOf(name) }))).entries
const said = async (name = 'main') =>
  (await entries(name)).flatMap((entry) => (entry.kind === 'user' ? [entry.payload.text] : []))
const notice = async (text: string, name = 'main') => {
  await value(send(text, name))
  const last = (await entries(name)).at(-1)
  return last?.kind === 'notice' ? last.payload.text : ''
}
const find = (text: string) => value(opened.call('search.find', { text }))
/** As it is exported: so many messages, one below the other. */
function longConversation(length: number): string {
  const entries = Array.from({ length }, (_, at) => ({
    ...{ id: `e${at}`, agentId: 'x', parentId: at === 0 ? null : `e${at - 1}`, createdAt: at, kind: 'user' },
    payload: { text: `said-${at}`, files: [] },
  }))
  return JSON.stringify({ format: 'ikigai-conversation', version: 1, agent: 'x', head: `e${length - 1}`, entries })
}
const words = (found: Found) => found.pieces.map(({ text }) => text).join('')

test('sessions of open and closed agents are listed by a number that stays, and can be gone on with', async () => {
  await say('parsers')
  await value(send('/clear'))
  await say('lexers')
  await value(send('/agent new other'))
  await say('printers', 'other')
  await value(send('/agent close', 'other'))
  const list = await notice('/sessions')
  expect(list.split('\n').map((line) => line.replace(/\d{4}-\d\d-\d\d \d\d:\d\d/, 'then'))).toEqual([
    '  1  then  parsers  (main; 2 entries)',
    '  2  then  lexers  (main, here; 3 entries)',
    '  3  then  printers  (other, closed; 2 entries)',
  ])
  await value(send('/load 1'))
  expect(await said()).toEqual(['parsers'])
  await say('more of them')
  await value(send('/load 3'))
  expect(await said()).toEqual(['printers'])
  await value(send('/rewind --undo'))
  expect(await said()).toEqual(['parsers', 'more of them'])
  expect(await send('/load 9')).toEqual({ ok: false, fault: { kind: 'session-missing', number: 9, most: 3 } })
  expect(await send('/load x')).toMatchObject({ ok: false, fault: { kind: 'bad-argument' } })
})

test('the history says in words what happened and where a move led', async () => {
  await value(send('/mark here'))
  await say('lexers')
  await value(send('/rewind here'))
  await value(send('/rewind --undo'))
  const lines = (await notice('/history')).split('\n').map((line) => line.replace(/^[-\d]{10} [:\d]{8} {2}/, ''))
  expect(lines).toEqual([
    'mark       here',
    'message    lexers',
    'reply      About lexers: quite.',
    "rewound    from “About lexers: quite.” to mark 'here'",
    "undone     from mark 'here' to “About lexers: quite.”",
  ])
})

test('words are found in messages, replies, marks, memory and commits, on abandoned paths and in closed agents', async () => {
  await value(send('/mark "before the zebra"'))
  await say('zebra crossings')
  await value(send('/rewind "before the zebra"'))
  await value(send('/agent new other'))
  await say('a zebra of another', 'other')
  await value(send('/agent close', 'other'))
  await value(opened.call('memory.write', { number: null, alias: null, title: 'Animals', content: 'The zebra plan.' }))
  runGit(repository, 'commit', '--quiet', '--allow-empty', '--message', 'Feed the Zebra')
  const found = await find('zebra')
  expect(found.filter(({ kind }) => kind === 'memory').map(words)).toEqual(['The zebra plan.'])
  expect(found.filter(({ kind }) => kind === 'commit').map(words)).toEqual(['Feed the Zebra'])
  runGit(
    repository,
    'commit',
    '--quiet',
    '--allow-empty',
    '--message',
    'Tidy up\n\nThe fence of\nthe Okapi stood open.',
  )
  const [okapi] = await find('okapi')
  expect(okapi && words(okapi)).toBe('Tidy up … the Okapi stood open.')
  expect(okapi?.pieces.filter(({ hit }) => hit)).toEqual([{ text: 'Okapi', hit: true }])
  const inTalk = found.flatMap((one) => (one.kind === 'said' ? [`${one.agent} ${one.by}: ${words(one)}`] : []))
  expect(inTalk.toSorted()).toEqual([
    'main assistant: About zebra crossings: quite.',
    'main mark: before the zebra',
    'main user: zebra crossings',
    'other assistant: About a zebra of another: quite.',
    'other user: a zebra of another',
  ])
  expect(found[0]?.pieces.filter(({ hit }) => hit)).toEqual([{ text: 'zebra', hit: true }])
  expect((await find('cross')).map(words)).toContain('zebra crossings')
  expect(await find('"*^ -:()')).toEqual([])
  expect(await notice('/search zebra plan')).toContain('#mem-1  Animals: The zebra plan.')
  expect(await notice('/search unicorn')).toBe("Nothing has 'unicorn'.")
  expect(await send(`/search ${'x'.repeat(200_000)}`)).toMatchObject({ ok: false, fault: { kind: 'bad-argument' } })
  expect(await notice('/search 🎉')).toBe("There is no word in '🎉' to look for.")
  expect((await find('"Feed the" \0zebra')).filter(({ kind }) => kind === 'commit').map(words)).toEqual([
    'Feed the Zebra',
  ])
})

test('a memory document is found by its alias and by its number', async () => {
  for (const alias of ['websocket/research', 'other']) {
    await value(opened.call('memory.write', { number: null, alias, title: 'Findings', content: 'Nothing yet.' }))
  }
  const found = async (text: string) =>
    (await find(text)).flatMap((one) => (one.kind === 'memory' ? [`${one.number} ${words(one)}`] : []))
  expect(await found('Socket/Res')).toEqual(['1 websocket/research'])
  expect(await found('#mem-websocket/research')).toEqual(['1 websocket/research'])
  expect(await found('#mem-2')).toEqual(['2 other'])
  expect(await found('#mem-')).toEqual([])
  expect(await found('findings')).toHaveLength(2)
})

test('a place that was found can be looked at, wherever it lies', async () => {
  await value(send('/mark here'))
  await say('abandoned words')
  await value(send('/rewind here'))
  await say('kept words')
  await value(send('/agent new other'))
  await say('closed words', 'other')
  await value(send('/agent close', 'other'))
  const spot = async (text: string) => {
    const found = (await find(text)).find((one) => one.kind === 'said' && one.by === 'user')
    return value(opened.call('search.entry', { entryId: found?.kind === 'said' ? found.entryId : '' }))
  }
  const main = idOf('main')
  expect(await spot('kept words')).toMatchObject({ agent: 'main', closed: false, onPath: { agentId: main, behind: 2 } })
  const left = await spot('abandoned words')
  expect(left).toMatchObject({ agent: 'main', onPath: null, earlier: false, later: false })
  expect(left.place).toMatchObject({ kind: 'message', words: 'abandoned words' })
  expect(left.entries.map(({ kind }) => kind)).toEqual(['mark', 'user', 'assistant'])
  const closed = await spot('closed words')
  expect(closed).toMatchObject({ agent: 'other', closed: true, onPath: null })
  expect(await opened.call('search.entry', { entryId: 'nowhere' })).toEqual({ ok: false, fault: { kind: 'no-entry' } })
})

test('a long conversation is reached back to the entry that was found, and to no other', async () => {
  await value(opened.call('conversation.import', { agentId: idOf('main'), text: longConversation(130) }))
  const { entries: newest } = await value(opened.call('conversation.open', { agentId: idOf('main') }))
  const [hit] = await find('said-5')
  const upTo = hit?.kind === 'said' ? hit.entryId : ''
  const before = newest[0]?.id ?? ''
  const between = await value(opened.call('conversation.earlier', { agentId: idOf('main'), before, upTo }))
  expect(between.entries.at(-1)?.id).toBe(newest[0]?.parentId)
  expect(between.entries.some(({ id }) => id === upTo)).toBe(true)
  expect(between.earlier).toBe(false)
  expect(await opened.call('conversation.earlier', { agentId: idOf('main'), before: upTo, upTo: before })).toEqual({
    ok: false,
    fault: { kind: 'no-entry' },
  })
})

test("commits of a closed agent's branch are found when the branch is gone, and show what they changed", async () => {
  await value(send('/agent new other --worktree'))
  const directory = opened.agent('other').directory
  writeFileSync(join(directory, 'b.txt'), 'two\n')
  runGit(directory, 'add', '.')
  runGit(directory, 'commit', '--quiet', '--message', 'Teach the walrus\n\nIt sings.')
  await value(opened.call('agent.close', { agentId: idOf('other'), merge: false, keepBranch: false }))
  expect(runGit(repository, 'branch', '--list', 'other')).toBe('')
  const [commit] = (await find('walrus')).filter(({ kind }) => kind === 'commit')
  if (commit?.kind !== 'commit') throw new Error('the commit was not found')
  expect(words(commit)).toBe('Teach the walrus')
  const seen = await value(opened.call('search.commit', { id: commit.id }))
  expect(seen).toMatchObject({
    message: 'Teach the walrus\n\nIt sings.',
    files: [{ change: { path: 'b.txt', added: 1 } }],
  })
  const first = runGit(repository, 'rev-list', '--max-parents=0', 'HEAD').trim()
  expect((await value(opened.call('search.commit', { id: first }))).files.map(({ change }) => change.path)).toEqual([
    'a.txt',
  ])
  expect(await opened.call('search.commit', { id: 'a'.repeat(40) })).toMatchObject({
    ok: false,
    fault: { kind: 'commit-missing' },
  })
})

test('a conversation goes out as markdown, and as JSON that brings the whole tree back', async () => {
  await say('first')
  await value(send('/mark here'))
  await say('abandoned')
  await value(send('/rewind here'))
  await say('kept')
  const { text: document } = await value(
    opened.call('conversation.export', { agentId: idOf('main'), format: 'markdown' }),
  )
  expect(document).toContain('## You\n\nkept')
  expect(document).toContain('⟡ Mark: here')
  expect(document).not.toContain('abandoned')
  const { text } = await value(opened.call('conversation.export', { agentId: idOf('main'), format: 'json' }))
  expect((await value(send('/export json'))).ask).toMatchObject({ kind: 'export', format: 'json' })
  expect(await send('/export pdf')).toMatchObject({ ok: false, fault: { kind: 'bad-argument' } })

  await value(send('/agent new other'))
  await value(opened.call('conversation.import', { agentId: idOf('other'), text }))
  expect(await said('other')).toEqual(['first', 'kept'])
  await value(send('/rewind here', 'other'))
  await say('gone on', 'other')
  expect(await said('other')).toEqual(['first', 'gone on'])
  expect(await said()).toEqual(['first', 'kept'])
  const all = await value(opened.call('timeline.open', { agentId: idOf('other') }))
  expect(all.places.map(({ label, words: first }) => label || first)).toEqual([
    'first',
    'here',
    'abandoned',
    'kept',
    'gone on',
  ])
  await value(send('/agent new silent'))
  const silent = await value(opened.call('conversation.export', { agentId: idOf('silent'), format: 'json' }))
  for (const bad of [
    '',
    '{}',
    silent.text,
    text.replace('"version": 1', '"version": 2'),
    text.replace(/"parentId": "/, '"parentId": "x'),
  ]) {
    expect(await opened.call('conversation.import', { agentId: idOf('other'), text: bad })).toMatchObject({
      ok: false,
      fault: { kind: 'conversation-unreadable' },
    })
  }
})

test('a model is chosen by its name, and not by none', async () => {
  expect(await send('/model ""')).toMatchObject({ ok: false, fault: { kind: 'bad-argument', command: 'model' } })
  expect(opened.agent('main').model).toBe(null)
  expect(await notice('/model other')).toBe('main now uses other.')
})
