import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CallName } from '../../preload/protocol/contract.ts'
import type { Fault } from '../../preload/protocol/faults.ts'
import { filesOf } from './git-world.ts'
import { type KillPoint, killAt } from './killing.ts'
import { type OpenedCore, openCore, value } from './open-core.ts'
import { makeRepository, runGit, temporaryFolder, writeFiles } from './temporary.ts'

/** A repository and a data folder, and an app that is started on them, again and again, until it is killed. */
export function crashWorld() {
  const folder = temporaryFolder()
  const home = join(folder.path, 'home')
  const repository = join(folder.path, 'sample')
  const place = join(repository, '.worktrees', 'oauth')
  makeRepository(repository, { 'a.txt': 'a\n', 'b/b.txt': 'b\n', 'c.txt': 'c\n', '.gitignore': 'build\n' })
  let opened: OpenedCore | undefined
  let child: ChildProcess | undefined

  const stop = async () => {
    await opened?.close()
    opened = undefined
  }
  /** The app; where it runs already, that one. */
  const app = async () => {
    opened ??= await openCore({ home, repository })
    return opened
  }
  const restart = async () => {
    await stop()
    return app()
  }
  const type = async (text: string, name = 'main') => {
    const { call, agent } = await app()
    return value(call('message.send', { agentId: agent(name).id, text }))
  }
  /** Another app makes a call about an agent, and is there until it ends. */
  const calling = async (name: string, call: CallName, input: object, environment: Record<string, string> = {}) => {
    await stop()
    const program = new URL('./call-until-killed.ts', import.meta.url)
    child = fork(program, [home, repository, name, call, JSON.stringify(input)], {
      env: { ...process.env, ...environment },
    })
    return child
  }
  const typeToDeath = async (name: string, text: string, path?: string) =>
    callToDeath(name, 'message.send', { text }, path === undefined ? {} : { PATH: path })
  const callToDeath = async (name: string, call: CallName, input: object, environment?: Record<string, string>) => {
    const caller = await calling(name, call, input, environment)
    const answered = new Promise((resolve) => caller.once('message', resolve))
    const ended = await Promise.race([once(caller, 'exit'), answered])
    if (!Array.isArray(ended) || ended[1] !== 'SIGKILL') throw new Error(`it lived: ${JSON.stringify(ended)}`)
  }
  const namesIn = (path: string) => (existsSync(path) ? readdirSync(path) : [])
  return {
    folder: folder.path,
    repository,
    /** Where the agent `oauth` works. */
    place,
    home,
    app,
    stop,
    restart,
    type,
    /** Another app types a line, or makes a call, and dies. */
    typeToDeath,
    callToDeath,
    /** The same, killed with git at a point. */
    async dieAt(point: KillPoint, name: string, line: string): Promise<void> {
      const killed = killAt({ path: folder.path, run: runGit }, repository, 'main', point)
      await typeToDeath(name, line)
      if (!killed()) throw new Error('it died of something else')
    },
    alerts: (): Fault[] => opened?.state().alerts.map(({ fault }) => fault) ?? [],
    names: () => opened?.state().agents.map(({ name }) => name),
    closed: () => opened?.state().closed.map(({ name }) => name),
    /** All that a crash must neither change nor leave behind. */
    state: () => ({
      files: new Map([...filesOf(repository)].filter(([name]) => !name.endsWith('/.git'))),
      branches: runGit(repository, 'for-each-ref', '--format=%(refname) %(objectname)', 'refs/heads'),
      worktrees: runGit(repository, 'worktree', 'list'),
      status: [repository, place].map((path) => (existsSync(path) ? runGit(path, 'status', '--porcelain') : '')),
      locks: namesIn(join(repository, '.git')).filter((name) => name.endsWith('.lock')),
      folders: namesIn(join(repository, '.worktrees')),
      // beside what is kept for the next snapshot
      landings: namesIn(join(repository, '.git', 'ikigai')).filter((name) => name !== 'worktrees' && name !== 'packs'),
    }),
    /** An agent `oauth` with a commit; `dirty`: and with changes that are staged, untracked and ignored. */
    async makeAgent(dirty: 'clean' | 'dirty'): Promise<void> {
      await type('/agent new oauth --worktree')
      writeFiles(place, { 'a.txt': 'theirs\n', 'b/new.txt': 'new\n', 'd.txt': 'd\n' })
      runGit(place, 'add', '--all')
      runGit(place, 'commit', '--quiet', '--message', 'Work')
      if (dirty === 'clean') return
      writeFiles(place, { 'c.txt': 'staged\n', 'new.txt': 'untracked\n', 'build/out': 'ignored\n' })
      runGit(place, 'add', 'c.txt')
    },
    async closeAgent(): Promise<void> {
      const { call, agent } = await app()
      await value(call('agent.close', { agentId: agent('oauth').id, merge: false, keepBranch: false }))
    },
    async remove(): Promise<void> {
      child?.kill('SIGKILL')
      await stop()
      folder.remove()
    },
  }
}
