import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Git } from '../../../main/core/git/git.ts'
import { undoMerge } from '../../../main/core/git/merge/undo-merge.ts'
import { patientGit } from '../../../main/core/git/patient-git.ts'
import { type GitSample, gitSample } from '../../helpers/git-sample.ts'
import { filesOf } from '../../helpers/git-world.ts'

let { world, top, git, id, write, commit, commitOn, merge } = {} as GitSample

beforeEach(() => {
  ;({ world, top, git, id, write, commit, commitOn, merge } = gitSample())
})
afterEach(() => world.remove())

const state = () => [filesOf(top), git('status', '--porcelain=v2', '--branch'), git('ls-files', '--stage')]

describe('undoing a merge', () => {
  const done = async () => {
    commit({ 'b.txt': 'main\n' }, 'On main')
    commitOn('work', { 'a.txt': '1\n2\n3\n4\n5\n6\n7\nwork\n' }, 'On work')
    const result = await merge()
    if (!result.ok) throw new Error(result.fault.kind)
    return result.value
  }

  test('puts the target and its files back, and keeps local work, staged or not', async () => {
    const made = await done()
    write({ 'b.txt': 'staged\n', 'new.txt': 'new\n' })
    git('add', 'b.txt')
    write({ 'b.txt': 'staged\nand more\n' })
    expect(await undoMerge(world.git, { repository: top, done: made })).toEqual({ ok: true, value: undefined })
    expect(id('main')).toBe(made.before)
    expect(git('rev-parse', '--abbrev-ref', 'HEAD')).toBe('main')
    expect(git('status', '--porcelain')).toBe('MM b.txt\n?? new.txt')
  })

  test('is refused where it would lose local work', async () => {
    const made = await done()
    write({ 'a.txt': 'mine\n' })
    const before = state()
    expect(await undoMerge(world.git, { repository: top, done: made })).toEqual({
      ok: false,
      fault: { kind: 'target-in-the-way', target: 'main', path: top, files: ['a.txt'] },
    })
    expect(state()).toEqual(before)
  })

  test('is too late once the target has moved', async () => {
    const made = await done()
    commit({}, 'Later')
    expect(await undoMerge(world.git, { repository: top, done: made })).toEqual({
      ok: false,
      fault: { kind: 'undo-too-late', target: 'main' },
    })
  })

  test.each([
    [
      'commits',
      'undo-too-late',
      () => git('update-ref', 'refs/heads/main', git('commit-tree', 'main^{tree}', '-p', 'main', '-m', 'Mine')),
    ],
    ['switches branches', 'undo-too-late', () => git('symbolic-ref', 'HEAD', 'refs/heads/other')],
  ])('is too late where a person %s while it waits for their lock', async (_what, kind, act) => {
    const made = await done()
    git('branch', 'other')
    const lock = join(top, '.git', 'index.lock')
    writeFileSync(lock, '')
    let before: unknown
    // the lock is theirs until git has met it once
    const meeting: Git = async (...run) => {
      const met = await world.git(...run)
      if (met.stderr.includes('index.lock') && existsSync(lock)) {
        act()
        rmSync(lock)
        before = [git('for-each-ref'), git('symbolic-ref', 'HEAD'), state()]
      }
      return met
    }
    const patient = patientGit(meeting, { patience: 60_000, gaveUp: () => undefined })
    expect(await undoMerge(patient, { repository: top, done: made })).toMatchObject({ ok: false, fault: { kind } })
    expect([git('for-each-ref'), git('symbolic-ref', 'HEAD'), state()]).toEqual(before)
  })

  test('is too late where a person commits while it is prepared', async () => {
    const made = await done()
    const meeting: Git = async (...run) => {
      if (run[1].includes('--raw')) commit({ 'mine.txt': 'mine\n' }, 'Mine')
      return world.git(...run)
    }
    expect(await undoMerge(meeting, { repository: top, done: made })).toMatchObject({
      ok: false,
      fault: { kind: 'undo-too-late' },
    })
    expect(git('log', '-1', '--format=%s')).toBe('Mine')
    expect(readdirSync(join(top, '.git', 'ikigai'))).toEqual([])
  })

  test('works where the target is checked out nowhere', async () => {
    const made = await done()
    git('checkout', '--quiet', '--detach')
    expect((await undoMerge(world.git, { repository: top, done: made })).ok).toBe(true)
    expect(id('main')).toBe(made.before)
  })
})
