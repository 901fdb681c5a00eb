import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { crashWorld } from '../helpers/crash-world.ts'
import { runGit, writeFiles } from '../helpers/temporary.ts'

let world: ReturnType<typeof crashWorld>

beforeEach(() => {
  world = crashWorld()
})
afterEach(() => world.remove())

const folders = () => readdirSync(join(world.repository, '.worktrees'))
const branches = () => runGit(world.repository, 'for-each-ref', '--format=%(refname:short)', 'refs/heads').trim()
const registered = () => runGit(world.repository, 'worktree', 'list').trim().split('\n').length

/** A path with a git that first runs a script when it is to do something; `real` is the git behind it. */
function gitThat(does: string, script: string): string {
  const bin = join(world.folder, 'bin')
  const path = process.env['PATH'] ?? ''
  const real = `PATH='${path}' git`
  mkdirSync(bin)
  writeFileSync(
    join(bin, 'git'),
    `#!/bin/sh\ncase "$*" in *"${does}"*) ${script.replaceAll('real', real)};; esac\nPATH='${path}' exec git "$@"\n`,
  )
  chmodSync(join(bin, 'git'), 0o755)
  return `${bin}:${path}`
}

/** An app that dies when it has moved the folder of `oauth` aside, and has not closed it in the database. */
async function dieBetween(): Promise<void> {
  const path = gitThat('fast-import', 'kill -9 $PPID; exit 1')
  await world.callToDeath('oauth', 'agent.close', { merge: false, keepBranch: false }, { PATH: path })
  expect(existsSync(world.place)).toBe(false)
}

describe('closing an agent that is killed with the app', () => {
  test('before it is closed in the database brings all of it back, ignored files too', async () => {
    const { state } = world
    await world.makeAgent('dirty')
    const before = state()
    await dieBetween()
    await world.restart()
    expect([state(), world.names(), world.alerts()]).toEqual([before, ['main', 'oauth'], []])
    await world.closeAgent()
    expect(folders()).toEqual([])
  })

  test('and whose folder has something in its place by then says where it is, and brings it back later', async () => {
    const { state, place } = world
    await world.makeAgent('dirty')
    const before = state()
    await dieBetween()
    const [aside = ''] = folders()
    writeFiles(place, { 'mine.txt': 'mine\n' })
    await world.restart()
    const fault = { kind: 'worktree-set-aside', path: place, aside: join(place, '..', aside) }
    expect([world.alerts(), readdirSync(place)]).toEqual([[fault], ['mine.txt']])
    rmSync(place, { recursive: true })
    await world.restart()
    expect([state(), world.alerts()]).toEqual([before, []])
  })

  test.each([
    ['before git forgets the worktree', 'kill -9 $PPID; exit 1'],
    ['after git has forgotten the worktree', 'real "$@"; kill -9 $PPID; exit 1'],
  ])('once it is closed in the database removes the rest at the next start: %s', async (_when, script) => {
    const { repository } = world
    await world.makeAgent('clean')
    mkdirSync(join(repository, '.worktrees', '.removing-mine'))
    await world.typeToDeath('oauth', '/agent close --no-merge --keep-branch', gitThat('worktree remove', script))
    const [aside = ''] = folders().filter((name) => name.startsWith('.removing-oauth-'))
    rmSync(join(repository, '.worktrees', aside, 'b'), { recursive: true })
    rmSync(join(repository, '.worktrees', aside, '.git'))
    await world.restart()
    expect([folders(), registered(), branches()]).toEqual([['.removing-mine'], 1, 'main\noauth'])
    expect([world.names(), world.closed(), world.alerts()]).toEqual([['main'], ['oauth'], []])
    await world.type('/agent restore oauth')
    expect(readFileSync(join(world.place, 'd.txt'), 'utf8')).toBe('d\n')
  })

  test('takes the branch that was made for it along, unless somebody has it checked out by then', async () => {
    const { repository } = world
    await world.type('/agent new oauth --worktree')
    const path = gitThat('worktree remove', 'kill -9 $PPID; exit 1')
    await world.typeToDeath('oauth', '/agent close', path)
    expect(branches()).toBe('main\noauth')
    await world.restart()
    expect([branches(), folders()]).toEqual(['main', []])

    await world.type('/agent new oauth --worktree')
    await world.typeToDeath('oauth', '/agent close', path)
    runGit(repository, 'worktree', 'prune')
    runGit(repository, 'checkout', '--quiet', 'oauth')
    await world.restart()
    expect([branches(), folders()]).toEqual(['main\noauth', []])
  })
})
