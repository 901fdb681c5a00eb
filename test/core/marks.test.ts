import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Entry } from '../../preload/protocol/entry.ts'
import { type ModelServer, modelServer } from '../helpers/model-server.ts'
import { type OpenedCore, openCore, value } from '../helpers/open-core.ts'
import { makeRepository, runGit, temporaryFolder, writeFiles } from '../helpers/temporary.ts'

let folder: ReturnType<typeof temporaryFolder>
let home: string
let repository: string
let model: ModelServer
let opened: OpenedCore
/** What happens when the model is asked. */
let onRequest: () => void

beforeEach(async () => {
  folder = temporaryFolder()
  home = join(folder.path, 'home')
  repository = join(folder.path, 'sample')
  makeRepository(repository, { 'a.txt': 'one\n', '.gitignore': 'ignored\n' })
  onRequest = () => undefined
  model = await modelServer(({ messages }) => {
    onRequest()
    const last = messages.at(-1)
    if (last?.role !== 'user') return { text: 'Done.' }
    const write = /^write (\S+) (.*)$/.exec(last.text)
    if (write) {
      const [, path = '', content = ''] = write
      return { toolCalls: [{ name: 'write_file', arguments: { path, content: `${content}\n` } }] }
    }
    const tool = /^(mark|read_mark) (.*)$/.exec(last.text)
    if (tool) return { toolCalls: [{ name: tool[1] ?? '', arguments: { label: tool[2] } }] }
    return { text: `You said: ${last.text}` }
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
  opened = await openCore({ home, repository, environment, approval: 'full' })
}

const idOf = (name: string) => opened.agent(name).id
const type = async (text: string, name = 'main') => value(opened.call('message.send', { agentId: idOf(name), text }))
const fault = async (text: string, name = 'main') => {
  const answer = await opened.call('message.send', { agentId: idOf(name), text })
  return answer.ok ? null : answer.fault
}

/** Says something and waits until it was worked to its end. */
async function say(text: string, name = 'main'): Promise<void> {
  await type(text, name)
  await opened.until(() => opened.agent(name).run.state !== 'running')
}

/** What stands on an agent's path, in short. */
async function path(name = 'main'): Promise<string[]> {
  const { entries } = await value(opened.call('conversation.open', { agentId: idOf(name) }))
  return entries.map(short)
}

function short(entry: Entry): string {
  if (entry.kind === 'mark') return `<${entry.payload.label}>`
  if (entry.kind === 'user' || entry.kind === 'assistant') return entry.payload.text || `(${entry.kind})`
  return entry.kind
}

/** The messages of the last request to the model. */
const lastAsked = () => {
  const body = model.requests.at(-1)?.body as { messages: unknown[] } | undefined // a chat request has them
  return JSON.stringify(body?.messages)
}

const file = (name: string) => readFileSync(join(repository, name), 'utf8')

describe('marks and rewind', () => {
  test('a label can be gone back to again and again, and without one it walks back', async () => {
    await say('first')
    await type('/mark start')
    await say('second')
    await type('/mark')
    await say('third')
    expect(await path()).toContain('<Checkpoint #1>')
    await type('/rewind')
    expect((await path()).at(-1)).toBe('<Checkpoint #1>')
    await type('/rewind')
    expect(await path()).toEqual(['first', 'You said: first', '<start>'])
    expect(await fault('/rewind')).toEqual({ kind: 'no-mark-before', labels: ['Checkpoint #1', 'start'] })
    await say('other')
    await type('/rewind start')
    await type('/rewind start')
    expect(await path()).toEqual(['first', 'You said: first', '<start>'])
    // on an abandoned path
    await type('/rewind "Checkpoint #1"')
    expect(await path()).toContain('second')
    expect(await fault('/rewind nowhere')).toEqual({
      kind: 'mark-missing',
      label: 'nowhere',
      labels: ['Checkpoint #1', 'start'],
    })
  })

  test('the model sees the path and nothing else', async () => {
    await type('/mark start')
    await say('abandoned')
    await type('/rewind start')
    await say('kept')
    const sent = lastAsked()
    expect(sent).toContain('kept')
    expect(sent).not.toContain('abandoned')
  })

  test('an undo goes back to where you were, and what was offered is the message that followed', async () => {
    await type('/mark start')
    await say('once more')
    const before = await path()
    await type('/rewind start')
    expect(opened.agent('main').offer).toBe('once more')
    await opened.close()
    await reopen()
    expect(opened.agent('main').offer).toBe('once more')
    await type('/rewind --undo')
    expect(await path()).toEqual(before)
    expect(opened.agent('main').offer).toBeNull()
    expect(await fault('/rewind --undo')).toEqual({ kind: 'nothing-to-undo', name: 'main' })
    await type('/clear')
    expect(await path()).toEqual([])
    await type('/rewind --undo')
    expect(await path()).toEqual(before)
  })

  test('a run that goes on is stopped first, and its path is one that can be gone on from', async () => {
    await type('/mark start')
    await say('/mark x')
    await type('hello')
    await type('/rewind start')
    expect(opened.agent('main').run.state).toBe('idle')
    await say('again')
    expect((await path()).at(-1)).toBe('You said: again')
  })

  test('labels that cannot be are refused in a sentence', async () => {
    expect(await fault('/mark ""')).toMatchObject({ kind: 'bad-label', why: 'it is empty' })
    expect(await fault(`/mark ${'x'.repeat(101)}`)).toMatchObject({ kind: 'bad-label' })
    expect(await fault('/rewind x --undo')).toMatchObject({ kind: 'bad-argument' })
    expect(await fault('/rewind --branch')).toEqual({ kind: 'branch-not-own', name: 'main' })
  })

  test('everything of it survives a restart', async () => {
    await say('first')
    await type('/mark start')
    await say('second')
    await type('/rewind start')
    await say('third')
    await type('/mark end') // when it is set, all files are kept
    const before = [await path(), (await value(opened.call('timeline.open', { agentId: idOf('main') }))).places]
    await opened.close()
    await reopen()
    const after = [await path(), (await value(opened.call('timeline.open', { agentId: idOf('main') }))).places]
    expect(after).toEqual(before)
    await type('/rewind')
    expect((await path()).at(-1)).toBe('<start>')
  })
})

describe('files', () => {
  const preview = async (label: string) => {
    const { ask } = await type(`/rewind ${label} --files`)
    if (ask?.kind !== 'rewind') throw new Error('nothing was asked')
    const seen = await value(opened.call('rewind.preview', { agentId: idOf('main'), to: ask.to }))
    return { ask, seen }
  }

  test('come back as they were at the mark, after the person saw what would change', async () => {
    await say('write a.txt two')
    await type('/mark two')
    await say('write a.txt three')
    await say('write new.txt new')
    await preview('two') // when it is there, all files of the runs are kept
    writeFiles(repository, { 'mine.txt': 'of a person\n', ignored: 'stays' })
    const { ask, seen } = await preview('two')
    expect(file('a.txt')).toBe('three\n')
    expect(seen.files.map(({ path, status }) => `${status} ${path}`).sort()).toEqual([
      'D mine.txt',
      'D new.txt',
      'M a.txt',
    ])
    expect(seen.byOthers).toEqual(['mine.txt'])
    const wish = { agentId: idOf('main'), to: ask.to, files: true, branch: false, present: seen.present }
    await value(opened.call('rewind.run', wish))
    expect(file('a.txt')).toBe('two\n')
    expect(runGit(repository, 'status', '--porcelain')).toBe(' M a.txt\n')
    expect(file('ignored')).toBe('stays')
    expect((await path()).at(-1)).toBe('<two>')

    const back = await type('/rewind --undo')
    expect(back.ask).toMatchObject({ kind: 'rewind', to: { kind: 'undo' }, files: true })
    const undo = await value(opened.call('rewind.preview', { agentId: idOf('main'), to: { kind: 'undo' } }))
    await value(opened.call('rewind.run', { ...wish, to: { kind: 'undo' }, present: undo.present }))
    expect([file('a.txt'), file('new.txt'), file('mine.txt')]).toEqual(['three\n', 'new\n', 'of a person\n'])
  })

  test('that have changed since they were shown are not overwritten', async () => {
    await type('/mark start')
    await say('write a.txt two')
    const { ask, seen } = await preview('start')
    writeFiles(repository, { 'a.txt': 'a person was faster\n' })
    const wish = { agentId: idOf('main'), to: ask.to, files: true, branch: false, present: seen.present }
    expect(await opened.call('rewind.run', wish)).toMatchObject({ ok: false, fault: { kind: 'files-moved' } })
    expect(file('a.txt')).toBe('a person was faster\n')
    expect((await path()).at(-1)).toBe('Done.')
  })

  test('as they were before a message come back too, and the message is offered again', async () => {
    await say('write a.txt two')
    const { places } = await value(opened.call('timeline.open', { agentId: idOf('main') }))
    const to = { kind: 'place' as const, id: places[0]?.id ?? '' }
    const seen = await value(opened.call('rewind.preview', { agentId: idOf('main'), to }))
    const wish = { agentId: idOf('main'), to, files: true, branch: false, present: seen.present }
    await value(opened.call('rewind.run', wish))
    expect(file('a.txt')).toBe('one\n')
    expect(await path()).toEqual([])
    expect(opened.agent('main').offer).toBe('write a.txt two')
  })

  test('are kept beside the model call and not in its way, and before the first change of the run', async () => {
    // storing this file waits until the model was asked: were the model to wait for it, both would wait for ever
    const asked = join(folder.path, 'asked')
    writeFiles(repository, { '.gitattributes': 'slow.txt filter=slow\n', 'slow.txt': 'slow\n' })
    runGit(repository, 'config', 'filter.slow.clean', `sh -c 'while [ ! -e "${asked}" ]; do sleep 0.05; done; cat'`)
    onRequest = () => writeFileSync(asked, '')
    await say('write a.txt two')
    const { places } = await value(opened.call('timeline.open', { agentId: idOf('main') }))
    const to = { kind: 'place' as const, id: places[0]?.id ?? '' }
    const seen = await value(opened.call('rewind.preview', { agentId: idOf('main'), to }))
    expect(seen.files.map(({ path }) => path)).toEqual(['a.txt'])
  })

  test("and an agent's own branch go back together, and come back together", async () => {
    await type('/agent new side --worktree')
    await type('/mark start', 'side')
    const { directory } = opened.agent('side')
    const before = runGit(directory, 'rev-parse', 'HEAD')
    await say('write a.txt two', 'side')
    await type('/commit "Two"', 'side')
    const after = runGit(directory, 'rev-parse', 'HEAD')
    await type('/rewind start --files --branch', 'side')
    const to = { kind: 'place' as const, id: opened.agent('side').place ?? '' }
    expect(to.id).not.toBe('')
    const start = (await value(opened.call('timeline.open', { agentId: idOf('side') }))).places[0]?.id ?? ''
    const target = { agentId: idOf('side'), to: { kind: 'place' as const, id: start } }
    const seen = await value(opened.call('rewind.preview', target))
    expect(seen.commits.map(({ subject }) => subject)).toEqual(['Two'])
    await value(opened.call('rewind.run', { ...target, files: true, branch: true, present: seen.present }))
    expect(runGit(directory, 'rev-parse', 'HEAD')).toBe(before)
    expect(runGit(directory, 'status', '--porcelain')).toBe('')
    expect(readFileSync(join(directory, 'a.txt'), 'utf8')).toBe('one\n')
    const undo = { agentId: idOf('side'), to: { kind: 'undo' as const } }
    const back = await value(opened.call('rewind.preview', undo))
    await value(opened.call('rewind.run', { ...undo, files: true, branch: true, present: back.present }))
    expect(runGit(directory, 'rev-parse', 'HEAD')).toBe(after)
    expect(readFileSync(join(directory, 'a.txt'), 'utf8')).toBe('two\n')
  })
})

describe('forks', () => {
  test('share what was said up to the mark, and with a worktree have the files of then', async () => {
    await say('write a.txt two')
    await type('/mark two')
    await say('write a.txt three')
    await type('/agent new other --from=two --worktree')
    const { directory } = opened.agent('other')
    expect(readFileSync(join(directory, 'a.txt'), 'utf8')).toBe('two\n')
    expect((await path('other')).filter((line) => line !== 'notice')).toEqual((await path()).slice(0, 5))
    await say('hello', 'other')
    expect(await path()).not.toContain('hello')
    expect(lastAsked()).toContain('write a.txt two')
    expect(opened.agent('other').session).toBe(opened.agent('main').session)
    expect(await fault('/agent new third --from=nowhere')).toMatchObject({ kind: 'mark-missing' })
    expect(await fault('/agent new third --from=two --base=main --worktree')).toMatchObject({ kind: 'bad-argument' })
  })
})

describe('the model', () => {
  test('sets marks and reads what was said on paths that were abandoned', async () => {
    await type('/mark start')
    await say('hash table: fast and large')
    await say('write hash.txt table')
    await say('mark hash')
    expect(await path()).toContain('<hash>')
    await type('/rewind start')
    await say('read_mark hash')
    const results = async () => {
      const { entries } = await value(opened.call('conversation.open', { agentId: idOf('main') }))
      return entries.flatMap((entry) => (entry.kind === 'tool_result' ? [entry.payload] : []))
    }
    const [read] = await results()
    expect(read?.content).toContain('on an abandoned path')
    expect(read?.content).toContain('You said: hash table: fast and large')
    expect(read?.content).toContain('hash.txt (+1 −0)')
    await say('read_mark start')
    expect((await results()).at(-1)?.content).toContain('hash table: fast and large')
    await say('read_mark nowhere')
    const missing = (await results()).at(-1)
    expect(missing).toMatchObject({ outcome: 'failed' })
    expect(missing?.content).toContain("Mark 'nowhere' not found. There are: hash, start.")
  })
})
