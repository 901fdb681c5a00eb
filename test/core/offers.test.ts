import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ModelServer } from '../helpers/model-server.ts'
import { modelServer } from '../helpers/model-server.ts'
import { type OpenedCore, openCore, value } from '../helpers/open-core.ts'
import { makeRepository, runGit, temporaryFolder, writeFiles } from '../helpers/temporary.ts'

let folder: ReturnType<typeof temporaryFolder>
let repository: string
let server: ModelServer
let gate: PromiseWithResolvers<void>
let opened: OpenedCore

const open = async () => {
  const environment = { OPENAI_BASE_URL: server.baseUrl, OPENAI_API_KEY: server.key, IKIGAI_MODEL: 'scripted' }
  opened = await openCore({ home: join(folder.path, 'home'), repository, environment, approval: 'full' })
}

beforeEach(async () => {
  folder = temporaryFolder()
  repository = join(folder.path, 'sample')
  makeRepository(repository, { 'a.txt': 'one\n' })
  gate = Promise.withResolvers<void>()
  // the agent says that it works at it, until the test lets it end
  server = await modelServer(async () => ({ text: 'I look at it.', gate: { at: 1, opens: gate.promise } }))
  await open()
  await type('/agent new oauth --worktree')
  work({ 'a.txt': 'theirs\n' })
  writeFiles(repository, { 'a.txt': 'ours\n' })
  runGit(repository, 'commit', '--quiet', '--all', '--message', 'Ours')
})
afterEach(async () => {
  gate.resolve()
  await opened.close()
  await server.close()
  folder.remove()
})

const type = (text: string, name = 'main') =>
  value(opened.call('message.send', { agentId: opened.agent(name).id, text }))
const directory = () => opened.agent('oauth').directory
const awaited = () => opened.state().awaited.map(({ target, rest, offered }) => ({ target, rest, offered }))
const offered = () => opened.until((state) => state.awaited.some((merge) => merge.offered))

function work(files: Record<string, string>): void {
  writeFiles(directory(), files)
  runGit(directory(), 'add', '--all')
  runGit(directory(), 'commit', '--quiet', '--message', 'Work')
}

const resolve = (rest: string | null = null) =>
  value(opened.call('merge.resolve', { agentId: opened.agent('oauth').id, target: 'main', rest }))

describe('a merge whose conflicts an agent is given', () => {
  test('is offered again once they are solved and the agent rests, with what was chained behind it', async () => {
    await resolve('/agent close')
    expect(awaited()).toEqual([{ target: 'main', rest: '/agent close', offered: false }])
    work({ 'a.txt': 'both\n' })
    await opened.until((state) => state.agents.some(({ status }) => status.base === 'main' && status.ahead === 2))
    expect(awaited()).toMatchObject([{ offered: false }])
    gate.resolve()
    await offered()
    expect(awaited()).toEqual([{ target: 'main', rest: '/agent close', offered: true }])
  })

  test('waits once, however often it is asked for at once', async () => {
    const asked = { agentId: opened.agent('oauth').id, target: 'main' }
    const rests = ['/agent close', null]
    const answers = await Promise.all(rests.map((rest) => opened.call('merge.resolve', { ...asked, rest })))
    // whichever comes first
    const rest = rests[answers.findIndex(({ ok }) => ok)]
    expect(answers.filter(({ ok }) => !ok)).toMatchObject([{ fault: { kind: 'underway', what: 'merge' } }])
    expect(awaited()).toEqual([{ target: 'main', rest, offered: false }])
  })

  test('is known to every window, and after a restart', async () => {
    await resolve()
    await opened.close()
    await open()
    expect(awaited()).toEqual([{ target: 'main', rest: null, offered: false }])
    gate.resolve()
    work({ 'a.txt': 'both\n' })
    await offered()
    const frames: unknown[] = []
    opened.core.connect((frame) => frames.push(frame)).close()
    expect(frames).toMatchObject([{ kind: 'state', state: { awaited: [{ offered: true }] } }])
    await opened.close()
    await open()
    expect(awaited()).toEqual([{ target: 'main', rest: null, offered: true }])
  })

  test('is not offered where the agent gave up, as long as it would conflict', async () => {
    await resolve()
    gate.resolve()
    await opened.until((state) => state.agents.every(({ run }) => run.state === 'idle'))
    runGit(directory(), 'merge', '--abort')
    await opened.until((state) => state.agents.every(({ status }) => status.underway === null))
    expect(awaited()).toMatchObject([{ offered: false }])
    runGit(directory(), 'merge', '--quiet', '--strategy=ours', '--no-edit', 'main')
    await offered()
  })

  test('is offered at once where there was none to solve', async () => {
    work({ 'a.txt': 'ours\n', 'b.txt': 'b\n' })
    await resolve()
    expect(awaited()).toMatchObject([{ offered: true }])
  })

  test('is forgotten where that merge could not even begin', async () => {
    writeFiles(directory(), { 'a.txt': 'dirty\n' })
    const agentId = opened.agent('oauth').id
    expect((await opened.call('merge.resolve', { agentId, target: 'main', rest: null })).ok).toBe(false)
    expect(awaited()).toEqual([])
  })
})

describe('an offered merge', () => {
  beforeEach(async () => {
    gate.resolve()
    await resolve()
    await opened.until((state) => state.agents.every(({ run }) => run.state === 'idle'))
    work({ 'a.txt': 'both\n' })
    await offered()
  })

  test('is over once it is made', async () => {
    await type('/agent merge', 'oauth')
    expect(awaited()).toEqual([])
  })

  test('is over once somebody else has merged it', async () => {
    runGit(repository, 'merge', '--quiet', 'oauth')
    await opened.until((state) => state.awaited.length === 0)
  })

  test('is over once it is declined, also after a restart', async () => {
    await value(opened.call('merge.decline', { agentId: opened.agent('oauth').id }))
    expect(awaited()).toEqual([])
    await opened.close()
    await open()
    expect(awaited()).toEqual([])
  })

  test('is over with its agent', async () => {
    await value(opened.call('agent.close', { agentId: opened.agent('oauth').id, merge: false, keepBranch: false }))
    expect(awaited()).toEqual([])
    await type('/agent restore oauth')
    expect(awaited()).toEqual([])
  })
})
