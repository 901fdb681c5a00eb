import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Git } from '../../../main/core/git/git.ts'
import { mergeHere } from '../../../main/core/git/merge/merge-here.ts'
import { patientGit } from '../../../main/core/git/patient-git.ts'
import { type GitSample, gitSample } from '../../helpers/git-sample.ts'
import { filesOf } from '../../helpers/git-world.ts'

let { world, top, git, write, commit, commitOn } = {} as GitSample

beforeEach(() => {
  ;({ world, top, git, write, commit, commitOn } = gitSample())
  commitOn('work', { 'c.txt': 'work\n', 'a.txt': 'work\n' }, 'On work')
  commit({ 'b.txt': 'main\n' }, 'On main')
})
afterEach(() => world.remove())

const state = () => [
  ...[git('for-each-ref'), git('symbolic-ref', 'HEAD'), git('ls-files', '--stage')],
  ...[filesOf(top), existsSync(join(top, '.git/MERGE_HEAD'))],
]

/**
 * Merges `work` into `main` while a person holds the lock of the index, does
 * something under it, and lets go. They take it `before` git is first run, or merges.
 */
async function mergedBehind(act: () => void, taken: 'at first' | 'at last' = 'at first') {
  const lock = join(top, '.git', 'index.lock')
  if (taken === 'at first') writeFileSync(lock, '')
  let before: unknown
  const meeting: Git = async (...run) => {
    const merges = run[1][0] === 'merge' && run[1].includes('-m')
    if (merges && taken === 'at last' && before === undefined) writeFileSync(lock, '')
    const met = await world.git(...run)
    if (existsSync(lock) && (merges || run[1][0] === 'update-index')) {
      rmSync(lock)
      act()
      before = state()
    }
    return met
  }
  const patient = patientGit(meeting, { patience: 60_000, gaveUp: () => undefined })
  return { merged: await mergeHere(patient, { worktree: top, into: 'main', branch: 'work' }), before }
}

describe('a merge in a worktree that waited for the lock of a person', () => {
  test.each(['at first', 'at last'] as const)('goes on where they left it as it was, %s', async (taken) => {
    expect((await mergedBehind(() => undefined, taken)).merged).toEqual({ ok: true, value: [] })
    expect(git('log', '-1', '--format=%s')).toBe("Merge branch 'work'")
  })

  test('keeps what they staged under it', async () => {
    const act = () => {
      write({ 'd.txt': 'mine\n' })
      git('add', 'd.txt')
    }
    const { merged, before } = await mergedBehind(act, 'at last')
    expect(merged).toMatchObject({ ok: false })
    const [refs, head, index, files] = state()
    expect([refs, head, index, files]).toEqual((before as unknown[]).slice(0, 4))
  })

  test.each<[string, string, () => void]>([
    ['switched branches', 'branch-moved', () => git('checkout', '--quiet', '-b', 'other')],
    ['committed', 'branch-moved', () => commit({ 'b.txt': 'mine\n' }, 'Mine')],
    ['began a merge', 'underway', () => git('merge', '--quiet', '--no-commit', '--no-ff', 'work')],
    [
      'wrote a file that would be overwritten',
      'target-in-the-way',
      () => write({ '.git/info/exclude': 'c.txt\n', 'c.txt': 'mine\n' }),
    ],
  ])('does nothing where they %s', async (_what, kind, act) => {
    const { merged, before } = await mergedBehind(act)
    expect(merged).toMatchObject({ ok: false, fault: { kind } })
    expect(state()).toEqual(before)
  })
})
