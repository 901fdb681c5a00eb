import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { explain } from '../../preload/protocol/explain.ts'
import { filesOf } from '../helpers/git-world.ts'
import { loseObject } from '../helpers/lose-object.ts'
import { value } from '../helpers/open-core.ts'
import { openTalk, type Talk } from '../helpers/talk.ts'
import { runGit, writeFiles } from '../helpers/temporary.ts'

let talk: Talk

beforeEach(async () => {
  talk = await openTalk()
})
afterEach(() => talk.close())

describe('files', () => {
  const preview = async (label: string) => {
    const { ask } = await talk.type(`/rewind ${label} --files`)
    if (ask?.kind !== 'rewind') throw new Error('nothing was asked')
    const seen = await value(talk.core().call('rewind.preview', { agentId: talk.idOf('main'), to: ask.to }))
    return { ask, seen }
  }

  test('come back as they were at the mark, after the person saw what would change', async () => {
    await talk.say('write a.txt two')
    await talk.type('/mark two')
    await talk.say('write a.txt three')
    await talk.say('write new.txt new')
    await preview('two') // when it is there, all files of the runs are kept
    writeFiles(talk.repository, { 'mine.txt': 'of a person\n', ignored: 'stays' })
    const { ask, seen } = await preview('two')
    expect(talk.file('a.txt')).toBe('three\n')
    expect(seen.files.map(({ path, status }) => `${status} ${path}`).sort()).toEqual([
      'D mine.txt',
      'D new.txt',
      'M a.txt',
    ])
    expect(seen.byOthers).toEqual(['mine.txt'])
    const wish = { agentId: talk.idOf('main'), to: ask.to, files: true, branch: false, present: seen.present }
    await value(talk.core().call('rewind.run', wish))
    expect(talk.file('a.txt')).toBe('two\n')
    expect(runGit(talk.repository, 'status', '--porcelain')).toBe(' M a.txt\n')
    expect(talk.file('ignored')).toBe('stays')
    expect((await talk.path()).at(-1)).toBe('<two>')

    const back = await talk.type('/rewind --undo')
    expect(back.ask).toMatchObject({ kind: 'rewind', to: { kind: 'undo' }, files: true })
    const undo = await value(talk.core().call('rewind.preview', { agentId: talk.idOf('main'), to: { kind: 'undo' } }))
    await value(talk.core().call('rewind.run', { ...wish, to: { kind: 'undo' }, present: undo.present }))
    expect([talk.file('a.txt'), talk.file('new.txt'), talk.file('mine.txt')]).toEqual([
      'three\n',
      'new\n',
      'of a person\n',
    ])
  })

  test('that an undo leaves are kept by a mark, where they were changed since the rewind', async () => {
    const marks = async () => {
      const { places } = await value(talk.core().call('timeline.open', { agentId: talk.idOf('main') }))
      return places.filter(({ kind }) => kind === 'mark')
    }
    const go = async (to: { kind: 'undo' } | { kind: 'place'; id: string }) => {
      const { present } = await value(talk.core().call('rewind.preview', { agentId: talk.idOf('main'), to }))
      await value(
        talk.core().call('rewind.run', { agentId: talk.idOf('main'), to, files: true, branch: false, present }),
      )
    }
    await talk.type('/mark start')
    const start = { kind: 'place' as const, id: (await marks())[0]?.id ?? '' }
    await talk.say('write a.txt two')
    await go(start)
    await go({ kind: 'undo' })
    // what it left is what the mark has
    expect([talk.file('a.txt'), (await marks()).length]).toEqual(['two\n', 1])
    await go(start)
    writeFiles(talk.repository, { 'a.txt': 'by hand, after the rewind\n' })
    await go({ kind: 'undo' })
    const [, kept] = await marks()
    expect([talk.file('a.txt'), kept?.label]).toEqual(['two\n', 'Before undo'])
    expect(await value(talk.core().call('snapshots.prune', {}))).toMatchObject({ snapshots: 2 })
    await go({ kind: 'place', id: kept?.id ?? '' })
    expect(talk.file('a.txt')).toBe('by hand, after the rewind\n')
  })

  test('that have changed since they were shown are not overwritten', async () => {
    await talk.type('/mark start')
    await talk.say('write a.txt two')
    const { ask, seen } = await preview('start')
    writeFiles(talk.repository, { 'a.txt': 'a person was faster\n' })
    const wish = { agentId: talk.idOf('main'), to: ask.to, files: true, branch: false, present: seen.present }
    expect(await talk.core().call('rewind.run', wish)).toMatchObject({ ok: false, fault: { kind: 'files-moved' } })
    expect(talk.file('a.txt')).toBe('a person was faster\n')
    expect((await talk.path()).at(-1)).toBe('Done.')
  })

  test('as they were before a message come back too, and the message is offered again', async () => {
    await talk.say('write a.txt two')
    const { places } = await value(talk.core().call('timeline.open', { agentId: talk.idOf('main') }))
    const to = { kind: 'place' as const, id: places[0]?.id ?? '' }
    const seen = await value(talk.core().call('rewind.preview', { agentId: talk.idOf('main'), to }))
    const wish = { agentId: talk.idOf('main'), to, files: true, branch: false, present: seen.present }
    await value(talk.core().call('rewind.run', wish))
    expect(talk.file('a.txt')).toBe('one\n')
    expect(await talk.path()).toEqual([])
    expect(talk.agent('main').offer).toBe('write a.txt two')
  })

  test('are kept beside the model call and not in its way, and before the first change of the run', async () => {
    // looking at this file waits until the model was asked: were the model to wait for it, both would wait for ever
    const [asked, looked] = [join(talk.folder, 'asked'), join(talk.folder, 'looked')]
    writeFiles(talk.repository, { '.gitattributes': 'slow.txt filter=slow\n', 'slow.txt': 'slow\n' })
    runGit(talk.repository, 'add', '--all')
    runGit(talk.repository, 'commit', '--quiet', '--message', 'Slow')
    const waits = `touch "${looked}"; while [ ! -e "${asked}" ]; do sleep 0.05; done; cat`
    runGit(talk.repository, 'config', 'filter.slow.clean', `sh -c '${waits}'`)
    writeFiles(talk.repository, { 'slow.txt': 'SLOW\n' })
    talk.hooks.onRequest = () => writeFileSync(asked, '')
    await talk.say('write a.txt two')
    expect(existsSync(looked)).toBe(true)
    const { places } = await value(talk.core().call('timeline.open', { agentId: talk.idOf('main') }))
    const to = { kind: 'place' as const, id: places[0]?.id ?? '' }
    const seen = await value(talk.core().call('rewind.preview', { agentId: talk.idOf('main'), to }))
    expect(seen.files.map(({ path }) => path)).toEqual(['a.txt'])
  })

  test('too large for a snapshot stay as they are, whatever is restored', async () => {
    await value(talk.core().call('settings.change', { change: { largestKept: 1024 } }))
    writeFiles(talk.repository, { 'large.bin': 'x'.repeat(5000), 'grown.txt': 'small\n' })
    await talk.type('/mark start')
    await talk.say('write a.txt two')
    writeFiles(talk.repository, { 'large.bin': 'y'.repeat(6000) })
    const { ask, seen } = await preview('start')
    expect(seen.files.map(({ path }) => path)).toEqual(['a.txt'])
    expect(seen.leftOut).toEqual([{ path: 'large.bin', why: 'larger than snapshots take' }])
    const wish = { agentId: talk.idOf('main'), to: ask.to, files: true, branch: false, present: seen.present }
    await value(talk.core().call('rewind.run', wish))
    expect([talk.file('a.txt'), talk.file('large.bin')]).toEqual(['one\n', 'y'.repeat(6000)])
    // what was small and has grown since would be overwritten: it is named instead
    await talk.say('write a.txt three')
    writeFiles(talk.repository, { 'grown.txt': 'z'.repeat(3000) })
    const grown = await preview('start')
    expect(grown.seen.blocked).toEqual(['grown.txt'])
    const again = { ...wish, to: grown.ask.to, present: grown.seen.present }
    expect(await talk.core().call('rewind.run', again)).toMatchObject({ fault: { kind: 'restore-in-the-way' } })
    expect([talk.file('a.txt'), talk.file('grown.txt')]).toEqual(['three\n', 'z'.repeat(3000)])
  })

  test('that git has lost are named, and then none comes back', async () => {
    writeFiles(talk.repository, { 'b.txt': 'of then\n', 'c.txt': 'committed\n' })
    runGit(talk.repository, 'add', 'c.txt')
    runGit(talk.repository, 'commit', '--quiet', '--message', 'C')
    await talk.type('/mark start')
    const ids = ['b.txt', 'c.txt'].map((name) => runGit(talk.repository, 'hash-object', name).trim())
    writeFiles(talk.repository, { 'a.txt': 'now\n', 'b.txt': 'of now\n', 'c.txt': 'of now\n' })
    const now = filesOf(talk.repository)
    const { places } = await value(talk.core().call('timeline.open', { agentId: talk.idOf('main') }))
    const to = { kind: 'place' as const, id: places[0]?.id ?? '' }
    const wish = { agentId: talk.idOf('main'), to, files: true, branch: false, present: null }
    for (const [at, name] of ['c.txt', 'b.txt'].entries()) {
      loseObject(talk.repository, ids[1 - at] ?? '')
      const done = await talk.core().call('rewind.run', wish)
      expect(done.ok || explain(done.fault)).toContain(name)
      expect(filesOf(talk.repository)).toEqual(now)
    }
  })

  test('that git ignores are never overwritten', async () => {
    writeFiles(talk.repository, { 'later.txt': 'kept\n' })
    await talk.type('/mark start')
    writeFiles(talk.repository, { '.gitignore': 'ignored\nlater.txt\n', 'later.txt': 'only copy\n' })
    const { ask, seen } = await preview('start')
    expect(seen.blocked).toEqual(['later.txt'])
    const wish = { agentId: talk.idOf('main'), to: ask.to, files: true, branch: false, present: seen.present }
    expect(await talk.core().call('rewind.run', wish)).toMatchObject({ fault: { kind: 'restore-in-the-way' } })
    expect(talk.file('later.txt')).toBe('only copy\n')
    // nor is it changed whether they may be run
    writeFiles(talk.repository, { 'later.txt': 'kept\n' })
    chmodSync(join(talk.repository, 'later.txt'), 0o755)
    expect((await preview('start')).seen.blocked).toEqual(['later.txt'])
  })

  test("and an agent's own branch go back together, and come back together", async () => {
    await talk.type('/agent new side --worktree')
    await talk.type('/mark start', 'side')
    const { directory } = talk.agent('side')
    const before = runGit(directory, 'rev-parse', 'HEAD')
    await talk.say('write a.txt two', 'side')
    await talk.type('/commit "Two"', 'side')
    const after = runGit(directory, 'rev-parse', 'HEAD')
    await talk.type('/rewind start --files --branch', 'side')
    const to = { kind: 'place' as const, id: talk.agent('side').place ?? '' }
    expect(to.id).not.toBe('')
    const start = (await value(talk.core().call('timeline.open', { agentId: talk.idOf('side') }))).places[0]?.id ?? ''
    const target = { agentId: talk.idOf('side'), to: { kind: 'place' as const, id: start } }
    const seen = await value(talk.core().call('rewind.preview', target))
    expect(seen.commits.map(({ subject }) => subject)).toEqual(['Two'])
    await value(talk.core().call('rewind.run', { ...target, files: true, branch: true, present: seen.present }))
    expect(runGit(directory, 'rev-parse', 'HEAD')).toBe(before)
    expect(runGit(directory, 'status', '--porcelain')).toBe('')
    expect(readFileSync(join(directory, 'a.txt'), 'utf8')).toBe('one\n')
    const undo = { agentId: talk.idOf('side'), to: { kind: 'undo' as const } }
    const back = await value(talk.core().call('rewind.preview', undo))
    await value(talk.core().call('rewind.run', { ...undo, files: true, branch: true, present: back.present }))
    expect(runGit(directory, 'rev-parse', 'HEAD')).toBe(after)
    expect(readFileSync(join(directory, 'a.txt'), 'utf8')).toBe('two\n')
  })
})

describe("a rewind of an agent's branch", () => {
  const branches = () => runGit(talk.repository, 'for-each-ref', '--format=%(refname) %(objectname)', 'refs/heads')

  test('moves no other branch that is checked out by now, and says so', async () => {
    await talk.type('/agent new side --worktree')
    const { directory } = talk.agent('side')
    await talk.say('write a.txt two', 'side')
    await talk.type('/commit "Two"', 'side')
    await talk.type('/mark two', 'side')
    runGit(directory, 'switch', '--quiet', '--create', 'older', 'HEAD~1')
    const [before, status] = [branches(), runGit(directory, 'status', '--porcelain')]
    const fault = { kind: 'other-branch', path: directory, is: 'older', was: 'side' }
    expect(await talk.fault('/rewind two --branch', 'side')).toEqual(fault)
    expect(await talk.fault('/rewind two --branch --files', 'side')).toEqual(fault)
    runGit(directory, 'checkout', '--quiet', '--detach')
    expect(await talk.fault('/rewind two --branch', 'side')).toEqual({ ...fault, is: null })
    expect([branches(), runGit(directory, 'status', '--porcelain')]).toEqual([before, status])
  })

  test('is not undone on another branch', async () => {
    await talk.type('/agent new side --worktree')
    const { directory } = talk.agent('side')
    await talk.type('/mark start', 'side')
    await talk.say('write a.txt two', 'side')
    await talk.type('/commit "Two"', 'side')
    const [{ id = '' } = {}] = (await value(talk.core().call('timeline.open', { agentId: talk.idOf('side') }))).places
    const wish = { agentId: talk.idOf('side'), files: false, branch: true, present: null }
    await value(talk.core().call('rewind.run', { ...wish, to: { kind: 'place', id } }))
    runGit(directory, 'switch', '--quiet', '--create', 'other')
    const before = branches()
    const fault = { kind: 'other-branch', path: directory, is: 'other', was: 'side' }
    expect(await talk.fault('/rewind --undo', 'side')).toEqual(fault)
    expect(branches()).toBe(before)
  })
})
