import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { gitBetween } from '../helpers/git-between.ts'
import { openCore, value } from '../helpers/open-core.ts'
import { makeRepository, runGit, temporaryFolder, writeFiles } from '../helpers/temporary.ts'
import { stateOf } from './git/worktree-state.ts'

/** Only ends what hangs. */
const patience = { timeout: 300_000 }

test.skipIf(process.platform === 'win32').each([
  ['before anything was kept', 'open', 'ls-files -z --others'],
  ['moved aside, while it is kept', 'open', 'fast-import'],
  ['before git forgets the worktree', 'closed', 'worktree remove'],
  ['before its branch is deleted', 'closed', 'update-ref -d refs/heads/oauth'],
])(
  'a process that is killed while it closes an agent, %s, has lost nothing of it',
  patience,
  async (_when, after, moment) => {
    const folder = temporaryFolder()
    onTestFinished(folder.remove)
    const [home, repository] = [join(folder.path, 'home'), join(folder.path, 'sample')]
    makeRepository(repository, { 'a.txt': 'one\n', '.gitignore': '.env\n' })
    const first = await openCore({ home, repository })
    const { id } = first.agent('main')
    await value(first.call('message.send', { agentId: id, text: '/agent new oauth --worktree' }))
    const { directory } = first.agent('oauth')
    await first.close()
    writeFiles(directory, { 'b.txt': 'b\n' })
    runGit(directory, 'add', '--all')
    runGit(directory, 'commit', '--quiet', '--message', 'Work of oauth')
    writeFiles(directory, { 'a.txt': 'changed\n', 'new.txt': 'new\n', '.env': 'KEY=by hand\n' })
    const [before, tip] = [stateOf(directory), runGit(directory, 'rev-parse', 'HEAD')]

    const between = gitBetween(folder.path)
    between.before(moment, 'kill -KILL $PPID; exit 128')
    const child = fork(new URL('../helpers/close-until-killed.ts', import.meta.url), [
      ...[home, repository, between.environment.PATH],
    ])
    const said: unknown[] = []
    child.on('message', (message) => said.push(message))
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null]
    expect([code, signal, said]).toEqual([null, 'SIGKILL', []])

    const second = await openCore({ home, repository })
    onTestFinished(second.close)
    if (after === 'closed') {
      const [closed] = second.state().closed
      await value(second.call('agent.restore', { id: closed?.id ?? '' }))
    }
    expect(second.agent('oauth')).toMatchObject({ directory, lost: false })
    expect(stateOf(directory)).toEqual(before)
    expect(runGit(directory, 'rev-parse', 'HEAD')).toBe(tip)
    // and it can be closed and restored as if nothing had been
    const { id: agentId } = second.agent('oauth')
    await value(second.call('agent.close', { agentId, merge: false, keepBranch: false }))
    expect([existsSync(directory), readdirSync(join(repository, '.worktrees'))]).toEqual([false, []])
    await value(second.call('agent.restore', { id: agentId }))
    expect(stateOf(directory)).toEqual(before)
  },
)
