import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { gitBetween } from '../helpers/git-between.ts'
import { value } from '../helpers/open-core.ts'
import { type SampleProject, sampleProject } from '../helpers/sample-project.ts'
import { makeRepository, runGit, temporaryFolder, writeFiles } from '../helpers/temporary.ts'
import { stateOf } from './git/worktree-state.ts'
import { workingIn } from './tools/processes.ts'

/** All that a close which is refused must leave as it was. */
const everything = (at: SampleProject, directory: string) => ({
  worktree: stateOf(directory),
  branches: at.git('for-each-ref', 'refs/heads'),
  worktrees: at.git('worktree', 'list', '--porcelain'),
  agents: at
    .core()
    .state()
    .agents.map(({ name }) => name),
})

/** Tries to close an agent with a merge, and sees to it that nothing at all has happened. */
async function refusedToClose(at: SampleProject, name: string) {
  const { directory } = at.agent(name)
  const before = everything(at, directory)
  const answer = await at.close(name, { merge: true })
  expect(everything(at, directory)).toEqual(before)
  return answer.ok ? 'it was closed' : answer.fault
}

/** Only ends what hangs. */
const patience = { timeout: 300_000 }

const linuxOnly = test.skipIf(process.platform !== 'linux')

test('closing keeps its hands off a worktree in which another agent works', async () => {
  const at = await sampleProject()
  const directory = await at.make('oauth')
  at.work('oauth', { 'b.txt': 'b\n' })
  await at.type('/agent new reviewer', 'oauth')
  expect(at.agent('reviewer').directory).toBe(directory)
  expect(await refusedToClose(at, 'oauth')).toEqual({
    ...{ kind: 'worktree-busy', path: directory, by: 'the agent reviewer' },
  })
  await at.type('/agent close', 'reviewer')
  expect(existsSync(directory)).toBe(true)
  await value(at.close('oauth', { merge: true }))
  expect(at.git('log', '-1', '--format=%s')).toBe('Work of oauth')
})

linuxOnly('closing refuses a worktree that a process works in, and has merged nothing by then', async () => {
  const at = await sampleProject()
  const directory = await at.make('oauth')
  at.work('oauth', { 'b.txt': 'b\n' })
  const child = spawn('cat', { cwd: directory, stdio: ['pipe', 'pipe', 'ignore'] })
  child.stdin.write('x')
  await once(child.stdout, 'data')
  expect(await refusedToClose(at, 'oauth')).toMatchObject({
    ...{ kind: 'worktree-busy', by: `cat (process ${child.pid})` },
  })
  child.stdin.end()
  await once(child, 'close')
  await value(at.close('oauth'))
})

linuxOnly('closing is not refused because of a git of our own that looks at the worktree at that moment', async () => {
  const shim = temporaryFolder()
  onTestFinished(shim.remove)
  const between = gitBetween(shim.path)
  const at = await sampleProject({ environment: between.environment })
  const directory = await at.make('oauth')
  const pipe = join(shim.path, 'pipe')
  execFileSync('sh', ['-c', `mkfifo '${pipe}'`])
  between.before(
    'status',
    `[ "$PWD" = '${directory}' ] && [ ! -e '${pipe}.used' ] && touch '${pipe}.used' && cat '${pipe}'`,
  )
  writeFiles(directory, { 'new.txt': 'new\n' })
  await vi.waitFor(() => expect(workingIn(directory)).toContain(`cat ${pipe}`), patience)
  await value(at.close('oauth'))
  between.off()
  expect(existsSync(directory)).toBe(false)
  const writer = spawn('sh', ['-c', `: > '${pipe}'`])
  await once(writer, 'close')
})

linuxOnly('closing refuses an agent whose shell runs a program, and ends an idle shell', async () => {
  const at = await sampleProject()
  const directory = await at.make('oauth')
  const { id: agentId } = at.agent('oauth')
  const shell = { agentId, kind: 'shell' as const, columns: 80, rows: 24, fresh: false }
  const { id } = await value(at.core().call('terminal.open', shell))
  await value(at.core().call('terminal.write', { id, text: 'sleep 1001\r' }))
  await vi.waitFor(() => expect(workingIn(directory)).toContain('sleep 1001'), patience)
  expect(await refusedToClose(at, 'oauth')).toEqual({ kind: 'terminal-busy', programs: ['sleep'] })
  await value(at.core().call('terminal.write', { id, text: '\u0003' }))
  await vi.waitFor(() => expect(workingIn(directory)).not.toContain('sleep 1001'), patience)
  await value(at.close('oauth'))
  expect(existsSync(directory)).toBe(false)
})

linuxOnly('closing first ends a set-up command that still runs', async () => {
  const at = await sampleProject()
  const stubborn = 'trap "" TERM HUP INT; while :; do sleep 1002; done'
  await value(at.core().call('settings.change', { change: { setup: { [at.repository]: stubborn } } }))
  const directory = await at.make('oauth')
  await vi.waitFor(() => expect(workingIn(directory)).toContain('sleep 1002'), patience)
  await value(at.close('oauth'))
  expect(existsSync(directory)).toBe(false)
})

test('closing refuses a worktree that somebody has locked', async () => {
  const at = await sampleProject()
  const directory = await at.make('oauth')
  at.work('oauth', { 'b.txt': 'b\n' })
  at.git('worktree', 'lock', '--reason', 'on a stick', directory)
  expect(await refusedToClose(at, 'oauth')).toMatchObject({
    ...{ kind: 'worktree-busy', by: 'a git worktree lock (on a stick)' },
  })
})

test('closing refuses a worktree with a rebase under way, which goes on afterwards', async () => {
  const at = await sampleProject()
  const directory = await at.make('oauth')
  at.work('oauth', { 'a.txt': 'theirs\n' })
  writeFiles(at.repository, { 'a.txt': 'ours\n' })
  at.git('commit', '--quiet', '--all', '--message', 'Ours')
  expect(() => runGit(directory, 'rebase', 'main')).toThrow()
  writeFiles(directory, { 'a.txt': 'half resolved\n' })
  expect(await refusedToClose(at, 'oauth')).toEqual({ kind: 'underway', path: directory, what: 'rebase' })
  runGit(directory, 'add', 'a.txt')
  runGit(directory, '-c', 'core.editor=true', 'rebase', '--continue')
  expect(runGit(directory, 'log', '-2', '--format=%s')).toBe('Work of oauth\nOurs\n')
})

test('a worktree that is closed in the middle of a merge comes back in the middle of it', async () => {
  const at = await sampleProject()
  const directory = await at.make('oauth')
  at.work('oauth', { 'a.txt': 'theirs\n' })
  writeFiles(at.repository, { 'a.txt': 'ours\n' })
  at.git('commit', '--quiet', '--all', '--message', 'Ours')
  expect(() => runGit(directory, 'merge', 'main')).toThrow()
  writeFiles(directory, { 'a.txt': 'half resolved\n' })
  const before = stateOf(directory)
  await value(at.close('oauth'))
  await at.type('/agent restore oauth')
  expect(stateOf(directory)).toEqual(before)
  runGit(directory, 'commit', '--quiet', '--all', '--no-edit')
  expect(runGit(directory, 'log', '-1', '--format=%p').trim().split(' ')).toHaveLength(2)
})

test(
  'closing refuses to lose a repository inside, ignored or not, or commits of a submodule that are nowhere else',
  patience,
  async () => {
    const at = await sampleProject({
      prepare(repository, folder) {
        makeRepository(join(folder, 'part'))
        const allow = ['-c', 'protocol.file.allow=always']
        runGit(repository, ...allow, 'submodule', '--quiet', 'add', join(folder, 'part'), 'lib/part')
        runGit(repository, 'commit', '--quiet', '--message', 'Part')
      },
    })
    const directory = await at.make('oauth')
    at.work('oauth', { 'b.txt': 'b\n' })
    for (const name of ['clone', 'private']) {
      makeRepository(join(directory, name))
      expect(await refusedToClose(at, 'oauth')).toEqual({
        ...{ kind: 'not-keepable', path: directory, what: name, why: 'it is a repository of its own' },
      })
      renameSync(join(directory, name), join(at.folder, name))
    }
    runGit(directory, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'update', '--init')
    const part = join(directory, 'lib/part')
    writeFiles(part, { 'README.md': 'changed\n' })
    const changed = { kind: 'not-keepable', path: directory, what: 'lib/part' }
    expect(await refusedToClose(at, 'oauth')).toEqual({ ...changed, why: 'it is a submodule with changes of its own' })
    // committed on a branch of its own, and even in the repository around it: the commit itself is in this worktree alone
    runGit(part, 'checkout', '--quiet', '-b', 'mine')
    runGit(
      part,
      '-c',
      'user.name=A',
      '-c',
      'user.email=a@example.org',
      'commit',
      '--quiet',
      '--all',
      '--message',
      'Mine',
    )
    const unpublished = { ...changed, why: 'it is a submodule with commits that no remote has' }
    expect(await refusedToClose(at, 'oauth')).toEqual(unpublished)
    at.work('oauth', {})
    expect(await refusedToClose(at, 'oauth')).toEqual(unpublished)
    runGit(part, 'checkout', '--quiet', 'HEAD~1')
    expect(await refusedToClose(at, 'oauth')).toEqual(unpublished)
    runGit(part, 'push', '--quiet', 'origin', 'mine')
    runGit(part, 'checkout', '--quiet', 'mine')
    await value(at.close('oauth'))
    expect(existsSync(directory)).toBe(false)
  },
)

test('where a worktree cannot be kept once it was moved aside, its folder is back in its place with all in it', async () => {
  const shim = temporaryFolder()
  onTestFinished(shim.remove)
  const between = gitBetween(shim.path)
  const at = await sampleProject({ environment: between.environment })
  const directory = await at.make('oauth')
  at.work('oauth', { 'b.txt': 'b\n' })
  writeFiles(directory, { 'new.txt': 'new\n', '.env': 'KEY=1\n' })
  const before = everything(at, directory)
  between.before('fast-import', 'echo "fatal: no" >&2; exit 128')
  const answer = await at.close('oauth')
  expect(answer).toMatchObject({ ok: false, fault: { kind: 'git-failed', reason: 'no' } })
  expect(everything(at, directory)).toEqual(before)
  between.off()
  await value(at.close('oauth'))
  expect(existsSync(directory)).toBe(false)
})

test('closing never removes a worktree that a person made, nor the branch that is checked out in it', async () => {
  const at = await sampleProject()
  const directory = await at.make('oauth')
  const tip = at.work('oauth', { 'b.txt': 'b\n' })
  const mine = join(at.folder, 'mine')
  at.git('worktree', 'add', '--quiet', '--force', mine, 'oauth')
  writeFiles(mine, { 'mine.txt': 'mine\n' })
  const before = stateOf(mine)
  await value(at.close('oauth'))
  expect(existsSync(directory)).toBe(false)
  expect(stateOf(mine)).toEqual(before)
  expect(at.git('rev-parse', 'oauth')).toBe(tip)
  expect(runGit(mine, 'status', '--porcelain').trim()).toBe('?? mine.txt')
})

test('a worktree that a person moved elsewhere stays where it is now', async () => {
  const at = await sampleProject()
  const directory = await at.make('oauth')
  const tip = at.work('oauth', { 'b.txt': 'b\n' })
  const moved = join(at.folder, 'moved')
  at.git('worktree', 'move', directory, moved)
  writeFiles(moved, { 'new.txt': 'new\n' })
  const before = stateOf(moved)
  await value(at.close('oauth'))
  expect(stateOf(moved)).toEqual(before)
  expect(at.git('rev-parse', 'oauth')).toBe(tip)
})

test('a folder that is no worktree of the repository any more is left, and its agent can be closed', async () => {
  const at = await sampleProject()
  const cut: [string, (directory: string) => void][] = [
    // git lost its record of it
    ['forgotten', () => rmSync(join(at.repository, '.git/worktrees/forgotten'), { recursive: true })],
    // its link to the repository is gone
    ['unlinked', (directory) => rmSync(join(directory, '.git'))],
    // a person has put a clone of their own in its place
    [
      'replaced',
      (directory) => {
        at.git('worktree', 'remove', '--force', directory)
        makeRepository(directory)
      },
    ],
  ]
  for (const [name, doIt] of cut) {
    const directory = await at.make(name)
    const tip = at.work(name, { [`${name}.txt`]: 'b\n' })
    doIt(directory)
    writeFiles(directory, { 'mine.txt': 'mine\n' })
    expect([name, await at.close(name)]).toMatchObject([name, { ok: true }])
    expect([name, readFileSync(join(directory, 'mine.txt'), 'utf8')]).toEqual([name, 'mine\n'])
    expect((await at.notices('main')).at(-1)).toBe(
      `${directory} is no worktree of this repository any more, so its files were left as they are. Its commits are kept.`,
    )
    expect(at.git('for-each-ref', `--contains=${tip}`, 'refs/ikigai/closed')).not.toBe('')
  }
})

test('the root agent cannot be closed, and a helper without a worktree takes no file with it', async () => {
  const at = await sampleProject()
  expect(await at.refused('/agent close')).toEqual({
    kind: 'root-stays',
    sentence: "'main' is the project's root agent and cannot be closed. Use /clear to begin afresh.",
  })
  writeFiles(at.repository, { 'mine.txt': 'mine\n' })
  const before = stateOf(at.repository)
  mkdirSync(join(at.repository, '.worktrees/stray'), { recursive: true })
  await at.type('/agent new helper')
  expect((await at.type('/agent close', 'helper')).ask).toBeNull()
  rmSync(join(at.repository, '.worktrees/stray'), { recursive: true })
  expect(stateOf(at.repository)).toEqual(before)
})
