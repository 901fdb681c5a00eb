import { basename, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { followStatus } from '../../main/core/agents/follow-status.ts'
import { serial } from '../../main/core/conversation/serial.ts'
import { type Git, gitWith } from '../../main/core/git/git.ts'
import { systemReads } from '../../main/core/git/reads/system-reads.ts'
import { createFeed } from '../../main/core/rpc/feed.ts'
import { openDatabase } from '../../main/core/store/sqlite.ts'
import type { State } from '../../preload/protocol/state.ts'
import { anAgent, theRoot } from '../helpers/agents.ts'
import { emptyState } from '../helpers/state.ts'
import { makeRepository, runGit, temporaryFolder, writeFiles } from '../helpers/temporary.ts'

/** A root agent on `main` and two with worktrees that were made from it, and the directories whose status is read. */
async function followed() {
  const folder = temporaryFolder()
  const path = join(folder.path, 'top')
  const at = (name: string) => join(folder.path, name)
  makeRepository(path, { 'a.txt': 'a\n' })
  for (const name of ['one', 'two']) runGit(path, 'worktree', 'add', '--quiet', '-b', name, at(name))
  const helpers = ['one', 'two'].map((name) => anAgent(name, { directory: at(name) }))
  const feed = createFeed({ ...emptyState, agents: [{ ...theRoot(), directory: path }, ...helpers] })
  const { database } = openDatabase(at('db'), 0)
  const read: string[] = []
  const real = gitWith(process.env)
  const git: Git = (directory, args, options) => {
    if (args[0] === 'status') read.push(basename(directory))
    return real(directory, args, options)
  }
  const following = await followStatus({
    ...{
      git,
      reads: systemReads(git),
      feed,
      database,
      info: { id: 'p', name: 'top', path },
      live: new Map(),
      memoryInOrder: serial(),
      verdicts: new Map(),
    },
  })
  onTestFinished(async () => {
    await following.close()
    await database.close()
    folder.remove()
  })
  await following.refresh()

  const until = async (fits: (state: State) => boolean) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const listener = feed.join(() => {
      if (fits(feed.state())) resolve()
    })
    await promise
    listener.close()
  }
  return {
    at,
    until,
    status: (state: State, id: string) => state.agents.find((agent) => agent.id === id)?.status,
    /** What was read since it was asked last, when there is nothing left to read. */
    async readSince() {
      await following.refresh()
      return [...new Set(read.splice(0))].toSorted()
    },
    commit(name: string) {
      writeFiles(at(name), { 'a.txt': `${name} goes on\n` })
      runGit(at(name), 'commit', '--quiet', '--all', '--message', `Of ${name}`)
    },
  }
}

test('a commit is read where it was made, and where it is what others are counted against', async () => {
  const { commit, until, status, readSince } = await followed()
  expect(await readSince()).toEqual(['one', 'top', 'two'])
  commit('one')
  await until((state) => status(state, 'one')?.ahead === 1 && status(state, 'one')?.modified === 0)
  expect(await readSince()).toEqual(['one'])
  commit('top')
  await until((state) => status(state, 'one')?.behind === 1 && status(state, 'two')?.behind === 1)
  expect(await readSince()).toEqual(['one', 'top', 'two'])
})

test('a directory that switches branches is read, though none of its files changed', async () => {
  const { at, until, status } = await followed()
  runGit(at('one'), 'switch', '--quiet', '--create', 'other')
  await until((state) => status(state, 'one')?.branch === 'other')
  await until((state) => state.branches.some(({ name, base }) => name === 'other' && base === 'main'))
  runGit(at('one'), 'switch', '--quiet', '--detach')
  await until((state) => status(state, 'one')?.branch === null)
})

test("a change of git's settings is read everywhere", async () => {
  const { at, until, status } = await followed()
  writeFiles(at('one'), { 'notes.txt': '' })
  await until((state) => status(state, 'one')?.untracked === 1)
  writeFiles(at('.'), { ignored: 'notes.txt\n' })
  runGit(at('top'), 'config', 'core.excludesFile', at('ignored'))
  await until((state) => status(state, 'one')?.untracked === 0)
})
