import { existsSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { value } from '../helpers/open-core.ts'
import { type SampleProject, sampleProject } from '../helpers/sample-project.ts'
import { makeRepository, writeFiles } from '../helpers/temporary.ts'
import { stateOf } from './git/worktree-state.ts'

afterEach(() => {
  vi.useRealTimers()
})

const long = 90 * 24 * 3600 * 1000

/** A project with all that somebody might think is left over: agents that nobody looked at for months, strays, old closes. */
async function neglected(): Promise<SampleProject> {
  const at = await sampleProject()
  await at.make('oauth')
  at.work('oauth', { 'b.txt': 'b\n' })
  writeFiles(at.agent('oauth').directory, { 'new.txt': 'new\n', '.env': 'KEY=1\n' })
  await at.make('closed')
  at.work('closed', { 'c.txt': 'c\n' })
  writeFiles(at.agent('closed').directory, { '.env': 'KEY=2\n' })
  await value(at.close('closed'))
  writeFiles(at.repository, { '.worktrees/stray/mine.txt': 'mine\n', '.worktrees/.removing-old-1/mine.txt': 'mine\n' })
  makeRepository(join(at.repository, '.worktrees/clone'))
  at.git('worktree', 'add', '--quiet', '-b', 'by-hand', join(at.folder, 'by-hand'))
  at.git('worktree', 'add', '--quiet', '-b', 'away', join(at.folder, 'away'))
  rmSync(join(at.folder, 'away'), { recursive: true })
  at.git('commit-tree', 'HEAD^{tree}', '-m', 'Nothing points to it')
  const then = (Date.now() - long) / 1000
  for (const name of readdirSync(join(at.repository, '.worktrees'))) {
    utimesSync(join(at.repository, '.worktrees', name), then, then)
  }
  return at
}

const everything = ({ folder, repository, git, agent }: SampleProject) => ({
  oauth: stateOf(agent('oauth').directory),
  byHand: stateOf(join(folder, 'by-hand')),
  folders: readdirSync(join(repository, '.worktrees')),
  stray: existsSync(join(repository, '.worktrees/stray/mine.txt')),
  worktrees: git('worktree', 'list', '--porcelain'),
  refs: git('for-each-ref'),
  objects: git('count-objects', '-v'),
  kept: readdirSync(join(repository, '.git/ikigai'), { recursive: true }),
})

test('starting tidies nothing up, however old it is', async () => {
  const at = await neglected()
  const before = everything(at)
  await at.reopen()
  await at.core().until((state) => state.branches.length === 4)
  expect(everything(at)).toEqual(before)
  expect(at.core().state()).toMatchObject({ alerts: [], closed: [{ name: 'closed' }] })
  expect(at.agent('oauth')).toMatchObject({ lost: false })
})

test('time alone does nothing: after three months not one git has run', async () => {
  const at = await neglected()
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] })
  await at.reopen()
  await at.core().until((state) => state.branches.length === 4 && at.agent('oauth').status.untracked === 1)
  await vi.advanceTimersByTimeAsync(10_000)
  const ran = async () => {
    const git = { agentId: at.agent('main').id, kind: 'git-all' as const, columns: 80, rows: 24, fresh: false }
    return (await value(at.core().call('terminal.open', git))).history
  }
  const [before, said] = [everything(at), await ran()]
  await vi.advanceTimersByTimeAsync(long)
  expect(await ran()).toBe(said)
  expect(said).toContain('status')
  expect(everything(at)).toEqual(before)
})

test('what was not committed survives any number of restarts where it lies', async () => {
  const at = await neglected()
  const { directory } = at.agent('oauth')
  const before = stateOf(directory)
  for (let round = 0; round < 3; round += 1) await at.reopen()
  expect(at.agent('oauth').directory).toBe(directory)
  expect(stateOf(directory)).toEqual(before)
  expect(directory).toBe(join(at.repository, '.worktrees/oauth'))
})
