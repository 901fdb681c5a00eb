import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Git } from '../../../main/core/git/git.ts'
import { gitsIn } from '../../../main/core/git/live-gits.ts'
import { beginLanding } from '../../../main/core/git/merge/landing.ts'
import { settleLandings } from '../../../main/core/git/merge/settle-landing.ts'
import { type LandingSample, landingSample, rolledBack } from '../../helpers/broken-landing.ts'
import { succeeded } from './succeeded.ts'

let { world, top, git, id, write, hook, state, mergeUntilDeath, dieAt, settle } = {} as LandingSample

beforeEach(() => {
  ;({ world, top, git, id, write, hook, state, mergeUntilDeath, dieAt, settle } = landingSample())
})
afterEach(() => world.remove())

/** Somebody's git in the worktree: it waits for its input, for as long as the test wants. */
async function anotherGit() {
  const script = 'exec 3<&0; (cd "$1" && exec git cat-file --batch <&3) & echo; wait'
  const other = spawn('sh', ['-c', script, 'sh', top], { stdio: ['pipe', 'pipe', 'inherit'] })
  await once(other.stdout, 'data')
  if (process.platform === 'linux') await expect.poll(() => gitsIn([top])).toHaveLength(1)
  return {
    async end() {
      other.stdin.end()
      await once(other, 'close')
    },
  }
}

describe('a lock that was left', () => {
  /** Killed before it has touched a file, with a lock in its hands. */
  const dieBeforeFiles = async () => {
    hook('reference-transaction', 'if [ "$1" = prepared ] && grep -q ORIG_HEAD; then rm "$0"; kill -9 $PPID; fi')
    await mergeUntilDeath()
    return join(top, '.git', 'ORIG_HEAD.lock')
  }
  const nothing = [{ ok: true, value: { kind: 'rolled-back', written: false, left: [] } }]

  test.skipIf(process.platform !== 'linux')('is removed where no git is alive, and named where one is', async () => {
    const lock = await dieBeforeFiles()
    const other = await anotherGit()
    expect(await settle()).toEqual([{ ok: false, fault: { kind: 'lock-held', path: lock, by: null } }])
    expect(existsSync(lock)).toBe(true)
    await other.end()
    expect(await settle()).toEqual(nothing)
    expect(existsSync(lock)).toBe(false)
  })

  test('stays where it is older than the merge', async () => {
    const lock = await dieBeforeFiles()
    utimesSync(lock, 1, 1)
    expect(await settle()).toEqual([{ ok: false, fault: { kind: 'lock-held', path: lock, by: null } }])
    expect(existsSync(lock)).toBe(true)
  })

  test('of the index is removed, whoever else is there, where only the killed git can have had it', async () => {
    await dieAt({ at: 'file', nth: 2 })
    const other = await anotherGit()
    expect(existsSync(join(top, '.git', 'index.lock'))).toBe(true)
    expect(await settle()).toEqual(rolledBack())
    expect(existsSync(join(top, '.git', 'index.lock'))).toBe(false)
    await other.end()
  })

  test('of the index stays where the killed git had written its index already', async () => {
    await dieAt({ at: 'prepared' })
    const other = await anotherGit()
    const lock = join(top, '.git', 'index.lock')
    writeFileSync(lock, '')
    expect(await settle()).toMatchObject([{ ok: false, fault: { kind: 'lock-held', path: lock } }])
    await other.end()
    expect(await settle()).toEqual(rolledBack())
  })
})

test.skipIf(process.platform !== 'linux')('a git that outlives the app is waited for, and not undone', async () => {
  const gate = join(world.path, 'gate')
  execFileSync('sh', ['-c', `mkfifo '${gate}'`])
  git('config', 'filter.slow.smudge', `if [ -p '${gate}' ]; then read -r go < '${gate}'; fi; cat`)
  write({ '.git/info/attributes': '* filter=slow\n' })
  const [before, after] = [id('main'), id('work')]
  succeeded(
    await beginLanding(world.git, { worktree: top, branch: 'main', before, after, action: 'merge', merge: null }),
  )
  // its shell ends at once, so that it is nobody's child
  execFileSync('sh', ['-c', 'git merge --quiet --ff-only "$1" >/dev/null 2>&1 &', 'sh', after], {
    cwd: top,
    env: world.environment,
  })
  await expect.poll(() => gitsIn([top])).toHaveLength(1)
  const waking: Git = async (...given) => {
    const run = await world.git(...given)
    if (given[1].includes('rev-parse') && existsSync(gate)) {
      writeFileSync(gate, '')
      rmSync(gate)
    }
    return run
  }
  const [ended] = await settleLandings(waking, top, 0)
  expect(ended?.settled).toEqual({ ok: true, value: { kind: 'complete' } })
  expect([id('main'), git('status', '--porcelain')]).toEqual([after, ''])
})

describe('after a power cut', () => {
  const later = () => Date.now() + 60_000

  test('files of a merge that had landed are made whole, and those of a person left alone', async () => {
    await dieAt({ at: 'post-merge' })
    const after = state()
    truncateSync(join(top, 'a.txt'), 0)
    writeFileSync(join(top, 'new/er.txt'), '\0\0\0\0')
    write({ 'z.txt': 'my own\n' })
    expect(await settle(later())).toEqual([{ ok: true, value: { kind: 'complete' } }])
    const files = new Map([...after.files, ['z.txt', 'file my own\n']])
    expect(state()).toMatchObject({ files, index: after.index, landings: [] })
  })

  test('files of one that had not are put back, torn as they may be', async () => {
    const before = state()
    await dieAt({ at: 'prepared' })
    truncateSync(join(top, 'a.txt'), 0)
    writeFileSync(join(top, 'new/er.txt'), 'n\0\0')
    expect(await settle(later())).toEqual(rolledBack())
    expect(state()).toEqual(before)
  })
})
