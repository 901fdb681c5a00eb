import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { followStatus } from '../../main/core/agents/follow-status.ts'
import { serial } from '../../main/core/conversation/serial.ts'
import { type Git, gitWith } from '../../main/core/git/git.ts'
import { systemReads } from '../../main/core/git/reads/system-reads.ts'
import { type Subscribe, subscribeWithNode } from '../../main/core/git/subscribe.ts'
import { createFeed } from '../../main/core/rpc/feed.ts'
import { openDatabase } from '../../main/core/store/sqlite.ts'
import { anAgent, theRoot } from '../helpers/agents.ts'
import { emptyState } from '../helpers/state.ts'
import { makeRepository, runGit, temporaryFolder, writeFiles } from '../helpers/temporary.ts'

/** A repository with a root agent and a helper, and a watcher that has room for the folders it is told. */
async function followed(hasRoom: (folder: string) => boolean) {
  const folder = temporaryFolder()
  const path = join(folder.path, 'sample')
  const helper = join(folder.path, 'helper')
  makeRepository(path, { 'a.txt': 'one\n' })
  runGit(path, 'worktree', 'add', '--quiet', '-b', 'helper', helper)
  const agents = [{ ...theRoot(), directory: path }, anAgent('helper', { directory: helper })]
  const feed = createFeed({ ...emptyState, agents })
  const { database } = openDatabase(join(folder.path, 'db'), 0)
  const runs: string[] = []
  const real = gitWith(process.env)
  const git: Git = (directory, args, options) => {
    runs.push(args[0] ?? '')
    return real(directory, args, options)
  }
  const subscribe: Subscribe = async (top, ignored, on) => {
    if (!hasRoom(top)) throw new Error('no watches left')
    return subscribeWithNode(top, ignored, on)
  }
  const project = {
    git,
    reads: systemReads(git),
    feed,
    database,
    info: { id: 'p', name: 'sample', path },
    live: new Map(),
    memoryInOrder: serial(),
    verdicts: new Map(),
  }
  const status = await followStatus(project, subscribe)
  onTestFinished(async () => {
    await status.close()
    await database.close()
    folder.remove()
  })
  await status.refresh()
  const of = (id: string) => feed.state().agents.find((agent) => agent.id === id)
  return { path, helper, status, feed, runs, of }
}

test('a directory that cannot be watched is looked at when somebody is back, and watched as soon as that goes', async () => {
  let room = false
  const { helper, status, of } = await followed((folder) => room || !folder.endsWith('helper'))
  writeFiles(helper, { 'new.txt': 'x' })
  expect(of('helper')?.status.untracked).toBe(0)
  await status.lookAgain()
  expect(of('helper')?.status.untracked).toBe(1)
  writeFiles(helper, { 'newer.txt': 'x' })
  room = true
  await Promise.all([status.lookAgain(), status.lookAgain()])
  expect(of('helper')?.status.untracked).toBe(2)
  writeFiles(helper, { 'newest.txt': 'x' })
  await expect.poll(() => of('helper')?.status.untracked).toBe(3)
})

test('branches are looked at as well where nothing in the repository can be watched', async () => {
  const { path, status, feed } = await followed(() => false)
  runGit(path, 'branch', 'made')
  await status.lookAgain()
  expect(feed.state().branches.map(({ name }) => name)).toEqual(['helper', 'made', 'main'])
})

test('a directory that was gone and is back is noticed, and followed again', async () => {
  const { helper, status, of } = await followed(() => true)
  renameSync(helper, `${helper}-away`)
  await expect.poll(() => of('helper')?.lost).toBe(true)
  renameSync(`${helper}-away`, helper)
  await status.lookAgain()
  expect(of('helper')?.lost).toBe(false)
  writeFiles(helper, { 'new.txt': 'x' })
  await expect.poll(() => of('helper')?.status.untracked).toBe(1)
})

test('where everything is watched, nothing is run', async () => {
  const { status, runs } = await followed(() => true)
  runs.length = 0
  await status.lookAgain()
  expect(runs).toEqual([])
})
