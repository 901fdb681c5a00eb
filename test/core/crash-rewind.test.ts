import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { crashWorld } from '../helpers/crash-world.ts'
import { filesOf } from '../helpers/git-world.ts'
import { killAt } from '../helpers/killing.ts'
import { value } from '../helpers/open-core.ts'
import { runGit, writeFiles } from '../helpers/temporary.ts'

let world: ReturnType<typeof crashWorld>

beforeEach(() => {
  world = crashWorld()
})
afterEach(() => world.remove())

/** What is loaded before the app, so that it dies in the middle of the files. */
const dyingAt = (step: number) => ({
  NODE_OPTIONS: `--import=${new URL('../helpers/die-at-step.ts', import.meta.url)}`,
  DIE_IN_SWAP: '1',
  DIE_AT_STEP: `${step}`,
})

/** An agent's files are kept under a mark, then changed, and their preview is looked at. */
async function changedSince(name: string, path: string) {
  await world.type('/mark start', name)
  const then = filesOf(path)
  writeFiles(path, { 'a.txt': 'a now\n', 'c.txt': 'c now\n', 'new.txt': 'new\n' })
  runGit(path, 'rm', '--quiet', '-r', '--cached', 'b')
  const { ask } = await world.type('/rewind start --files', name)
  if (ask?.kind !== 'rewind') throw new Error('nothing was asked')
  const { call, agent } = await world.app()
  const seen = await value(call('rewind.preview', { agentId: agent(name).id, to: ask.to }))
  const headOf = async () => (await world.app()).agent(name).head
  return { then, now: filesOf(path), wish: { to: ask.to, present: seen.present }, head: await headOf(), headOf }
}

describe('a rewind that is killed with the app', () => {
  test('in the middle of the files is ended at the next start, which says so', async () => {
    const { then, now, wish, headOf } = await changedSince('main', world.repository)
    await world.type('/model')
    const head = await headOf()
    await world.callToDeath('main', 'rewind.run', { ...wish, files: true, branch: false }, dyingAt(5))
    expect([then, now]).not.toContainEqual(filesOf(world.repository))
    await world.restart()
    expect(filesOf(world.repository)).toEqual(then)
    expect(world.alerts()).toEqual([{ kind: 'rewind-interrupted', name: 'main', why: null }])
    expect(await headOf()).not.toBe(head)
    // and it can be undone
    const { call, agent } = await world.app()
    const undo = { agentId: agent('main').id, to: { kind: 'undo' as const } }
    const { present } = await value(call('rewind.preview', undo))
    await value(call('rewind.run', { ...undo, files: true, branch: false, present }))
    expect(filesOf(world.repository)).toEqual(now)
    expect(await headOf()).toBe(head)
  })

  test('keeps by a mark what somebody has changed until the next start', async () => {
    const { then, wish } = await changedSince('main', world.repository)
    await world.callToDeath('main', 'rewind.run', { ...wish, files: true, branch: false }, dyingAt(5))
    writeFiles(world.repository, { 'between.txt': 'between\n' })
    await world.restart()
    expect(filesOf(world.repository)).toEqual(then)
    const { ask } = await world.type('/rewind "Before rewind" --files')
    if (ask?.kind !== 'rewind') throw new Error('nothing was asked')
    const { call, agent } = await world.app()
    const back = { agentId: agent('main').id, to: ask.to }
    const { present } = await value(call('rewind.preview', back))
    await value(call('rewind.run', { ...back, files: true, branch: false, present }))
    expect(readFileSync(join(world.repository, 'between.txt'), 'utf8')).toBe('between\n')
  })

  test('between the branch and the index is ended at the next start, and leaves no lock', async () => {
    await world.makeAgent('clean')
    const { then, wish } = await changedSince('oauth', world.place)
    const head = runGit(world.place, 'rev-parse', 'HEAD')
    runGit(world.place, 'commit', '--quiet', '--all', '--message', 'After the mark')
    const killed = killAt({ path: world.folder, run: runGit }, world.repository, 'oauth', { at: 'committed' })
    const { call, agent } = await world.app()
    const { present } = await value(call('rewind.preview', { agentId: agent('oauth').id, to: wish.to }))
    await world.callToDeath('oauth', 'rewind.run', { ...wish, present, files: true, branch: true })
    expect(killed()).toBe(true)
    const lock = join(world.repository, '.git/worktrees/oauth/index.lock')
    expect(existsSync(lock)).toBe(true)
    await world.restart()
    expect(world.alerts()).toEqual([{ kind: 'rewind-interrupted', name: 'oauth', why: null }])
    expect([filesOf(world.place), existsSync(lock)]).toEqual([then, false])
    expect(runGit(world.place, 'rev-parse', 'HEAD')).toBe(head)
    expect(runGit(world.place, 'status', '--porcelain')).toBe('')
  })
})

test('a fork whose files are killed on their way is not made, and can be made then', async () => {
  await world.type('/mark start')
  writeFiles(world.repository, { 'a.txt': 'a now\n', 'new.txt': 'new\n' })
  await world.type('/mark edited')
  const fork = '/agent new fork --from=edited --worktree'
  await world.callToDeath('main', 'message.send', { text: fork }, dyingAt(2))
  await world.restart()
  const { state } = await world.app()
  expect(state().agents.map(({ name }) => name)).not.toContain('fork')
  expect(runGit(world.repository, 'branch', '--list', 'fork')).toBe('')
  await world.type(fork)
  expect(readFileSync(join((await world.app()).agent('fork').directory, 'new.txt'), 'utf8')).toBe('new\n')
})

test('an agent whose files are killed on their way back stays closed, and is restored as it was', async () => {
  await world.makeAgent('dirty')
  await world.app()
  const kept = world.state()
  await world.closeAgent()
  const closed = world.state()
  await world.callToDeath('main', 'message.send', { text: '/agent restore oauth' }, dyingAt(3))
  await world.restart()
  expect([world.state(), world.closed()]).toEqual([closed, ['oauth']])
  await world.type('/agent restore oauth')
  expect(world.state()).toEqual(kept)
})
