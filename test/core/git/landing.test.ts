import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { gitWith } from '../../../main/core/git/git.ts'
import { undoMerge } from '../../../main/core/git/merge/undo-merge.ts'
import { type LandingSample, landingSample, rolledBack } from '../../helpers/broken-landing.ts'
import { dyingWith, type KillPoint, killAt } from '../../helpers/killing.ts'
import { succeeded } from './succeeded.ts'

let { world, top, git, id, write, commit, hook, merge, state, mergeUntilDeath, dieAt, settle } = {} as LandingSample

beforeEach(() => {
  ;({ world, top, git, id, write, commit, hook, merge, state, mergeUntilDeath, dieAt, settle } = landingSample())
})
afterEach(() => world.remove())

describe('a merge that is killed together with the app', () => {
  test.each([1, 2, 3, 4])(
    'before it writes file %i is put back when it is settled, and can be made again',
    async (nth) => {
      write({ 'mine.txt': 'mine\n', 'b.txt': 'staged\n' })
      git('add', 'b.txt')
      mkdirSync(join(top, 'new'))
      const before = state()
      await dieAt({ at: 'file', nth })
      expect(state()).not.toEqual(before)
      expect(await settle()).toEqual(rolledBack())
      expect(state()).toEqual(before)
      expect([statSync(join(top, 'z.txt')).mode & 0o777, readdirSync(join(top, 'new'))]).toEqual([0o600, []])
      expect(await settle()).toEqual([])
      expect((await merge()).ok).toBe(true)
    },
  )

  test('once its files and its index are written is put back as long as its branch has not moved', async () => {
    write({ 'b.txt': 'staged\n' })
    git('add', 'b.txt')
    const before = state()
    await dieAt({ at: 'prepared' })
    expect(git('diff', '--cached', '--name-only')).toContain('a.txt')
    expect(await settle()).toEqual(rolledBack())
    expect(state()).toEqual(before)
  })

  test.each(['committed', 'post-merge'] as const)('once its branch has moved is complete: %s', async (at) => {
    await dieAt({ at })
    expect(await settle()).toEqual([{ ok: true, value: { kind: 'complete' } }])
    expect(id('main')).toBe(id('work'))
    expect(state()).toMatchObject({ status: expect.not.stringContaining('\n1 '), locks: [], landings: [] })
  })

  test('gives back line ends that git would not write again', async () => {
    git('config', 'core.autocrlf', 'input')
    write({ 'a.txt': readFileSync(join(top, 'a.txt'), 'utf8').replaceAll('\n', '\r\n') })
    git('add', 'a.txt')
    expect(git('status', '--porcelain')).toBe('')
    const before = state()
    await dieAt({ at: 'file', nth: 3 })
    expect(await settle()).toEqual(rolledBack())
    expect(state()).toEqual(before)
  })

  test('leaves alone what a person has changed since, and names it', async () => {
    const before = state()
    await dieAt({ at: 'file', nth: 4 })
    const mine = { 'a.txt': 'my own\n', 'new/mine.txt': 'mine too\n', 'new/er.txt': 'not theirs\n' }
    write(mine)
    expect(await settle()).toEqual(rolledBack(['a.txt', 'new/er.txt']))
    const files = new Map([
      ...before.files,
      ...Object.entries(mine).map(([name, text]) => [name, `file ${text}`] as const),
    ])
    expect(state()).toMatchObject({ files, index: before.index, locks: [], landings: [] })
  })

  test('writes through no link that a person has put in its way', async () => {
    await dieAt({ at: 'file', nth: 4 })
    mkdirSync(join(world.path, 'outside'))
    symlinkSync(join(world.path, 'outside'), join(top, 'c'))
    expect(await settle()).toEqual(rolledBack(['c/in/deep.txt']))
    expect(readdirSync(join(world.path, 'outside'))).toEqual([])
  })

  test('is left to whoever has moved its branch since', async () => {
    await dieAt({ at: 'file', nth: 3 })
    git('update-ref', 'refs/heads/main', git('commit-tree', 'main^{tree}', '-p', 'main', '-m', 'By hand'))
    const before = { ...state(), landings: [] }
    expect(await settle()).toEqual([{ ok: true, value: { kind: 'moved-on' } }])
    expect(state()).toEqual(before)
  })
})

describe('a merge whose git alone is killed', () => {
  test.each<KillPoint>([{ at: 'file', nth: 2 }, { at: 'prepared' }])('is put back at once: %j', async (point) => {
    const before = state()
    const killed = killAt(world, top, 'main', point)
    const reason = 'it was killed (exit code 137)'
    expect(await merge()).toEqual({ ok: false, fault: { kind: 'git-failed', verb: 'merge', reason } })
    expect(killed()).toBe(true)
    expect(state()).toEqual(before)
    expect((await merge()).ok).toBe(true)
  })

  test('is made where it had come to its end', async () => {
    killAt(world, top, 'main', { at: 'post-merge' })
    expect((await merge()).ok).toBe(true)
    expect(state()).toMatchObject({ locks: [], landings: [] })
  })

  test.skipIf(process.platform !== 'linux')('in the middle of a file is put back', async () => {
    git('checkout', '--quiet', 'work')
    commit({ 'big.txt': 'line\n'.repeat(200_000) }, 'Big')
    git('checkout', '--quiet', 'main')
    const before = state()
    const bin = join(world.path, 'bin')
    const path = process.env['PATH'] ?? ''
    hook('git', `case "$*" in *--ff-only*) ulimit -f 64;; esac\nPATH='${path}' exec git "$@"`, bin)
    const small = gitWith({ ...world.environment, PATH: `${bin}:${path}` })
    await mergeUntilDeath(small)
    expect(statSync(join(top, 'big.txt')).size).toBeGreaterThan(0)
    expect(statSync(join(top, 'big.txt')).size).toBeLessThan(1_000_000)
    expect(await settle()).toEqual(rolledBack())
    expect(state()).toEqual(before)
  })

  test('that breaks off by itself, as on a full disk, is put back', async () => {
    write({ '.git/info/attributes': 'new/er.txt filter=broken\n' })
    git('config', 'filter.broken.smudge', 'false')
    git('config', 'filter.broken.required', 'true')
    const before = state()
    expect(await merge()).toMatchObject({ ok: false, fault: { kind: 'git-failed', verb: 'merge' } })
    expect(state()).toEqual(before)
  })
})

describe('the undo of a merge', () => {
  test.each<KillPoint>([{ at: 'file', nth: 2 }, { at: 'prepared' }])(
    'that is killed leaves the merge: %j',
    async (point) => {
      const done = succeeded(await merge())
      const before = state()
      const killed = killAt(world, top, 'main', point)
      const dying = dyingWith(world.git)
      await Promise.race([undoMerge(dying.git, { repository: top, done }), dying.died])
      expect(killed()).toBe(true)
      expect(await settle()).toEqual(rolledBack())
      expect(state()).toEqual(before)
      expect(succeeded(await undoMerge(world.git, { repository: top, done }))).toBe(undefined)
      expect(id('main')).toBe(done.before)
    },
  )

  test('is done where only a hook failed after it', async () => {
    const done = succeeded(await merge())
    hook('post-checkout', 'exit 1')
    expect(succeeded(await undoMerge(world.git, { repository: top, done }))).toBe(undefined)
    expect(id('main')).toBe(done.before)
  })
})
