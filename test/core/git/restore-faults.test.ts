import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Git } from '../../../main/core/git/git.ts'
import { recoverRestores } from '../../../main/core/git/recover-restores.ts'
import { type RestoreWorld, restoreWorld } from '../../helpers/restore-world.ts'
import { writeFiles } from '../../helpers/temporary.ts'
import { succeeded } from './succeeded.ts'

let world: RestoreWorld

beforeEach(async () => {
  world = await restoreWorld()
})
afterEach(() => world.remove())

/** 1: every step is tried, at the price of a process each. */
const stride = Number(process.env['RESTORE_STRIDE'] ?? 3)

const restoring = () => join(world.path, '.git/ikigai/worktrees/.main/restoring')

/** Git, but something happens when it has written the files that come, which is before the first is moved. */
const meddling =
  (meddle: () => void): Git =>
  async (directory, args, options) => {
    const run = await world.git(directory, args, options)
    if (args.includes('checkout-index')) meddle()
    return run
  }

/** Git, but a command of these fails. */
const failing =
  (verb: string): Git =>
  async (directory, args, options) =>
    args.includes(verb)
      ? { exit: 128, stdout: '', stderr: 'fatal: it would not\n' }
      : world.git(directory, args, options)

describe('a restore', () => {
  test('brings back every kind of change, and leaves nothing of its own behind', async () => {
    succeeded(await world.restore())
    expect(world.files()).toEqual(world.then)
    expect(existsSync(restoring())).toBe(false)
  })

  test.each(['status', 'fast-import', 'diff-tree', 'cat-file', 'checkout-index'])(
    'changes nothing where git %s fails',
    async (verb) => {
      // what was looked at before is not asked again
      writeFileSync(join(world.path, 'a.txt'), 'changed since\n')
      const now = world.files()
      expect((await world.restore(failing(verb))).ok).toBe(false)
      expect(world.files()).toEqual(now)
      succeeded(await world.restore())
      expect(world.files()).toEqual(world.then)
    },
  )

  test('puts back what it has moved where the disk refuses in the middle', async () => {
    // where the folder of a file would come there is a file by then
    const restored = await world.restore(
      meddling(() => {
        rmSync(join(world.path, 'b'), { recursive: true })
        writeFileSync(join(world.path, 'b'), 'in the way\n')
      }),
    )
    expect(restored).toMatchObject({ ok: false })
    const { 'b/c.txt/inner': _, ...rest } = world.now
    expect(world.files()).toEqual({ ...rest, b: 'file in the way\n' })
    expect(existsSync(restoring())).toBe(false)
  })

  test('puts back what it has moved where somebody edits a file meanwhile, and keeps the edit', async () => {
    const restored = await world.restore(meddling(() => writeFiles(world.path, { 'z.txt': 'a person was faster\n' })))
    expect(restored).toEqual({ ok: false, fault: { kind: 'files-moved', path: world.path } })
    expect(world.files()).toEqual({ ...world.now, 'z.txt': 'file a person was faster\n' })
  })

  test('puts back what it has moved where a file has come meanwhile, and keeps that', async () => {
    const restored = await world.restore(meddling(() => writeFiles(world.path, { 'd.new': 'x', 'b/c.txt/more': 'x' })))
    expect(restored.ok).toBe(false)
    expect(world.files()).toEqual({ ...world.now, 'd.new': 'file x', 'b/c.txt/more': 'file x' })
  })
})

describe('a restore that is killed', () => {
  test('at any step is undone or complete at the next start', { timeout: 600_000 }, async () => {
    const outcomes: string[] = []
    for (let step = 1; await world.dieAt(step); step += stride) {
      const torn = world.files()
      expect(await recoverRestores(world.path)).toEqual([])
      const settled = world.files()
      expect([world.now, world.then]).toContainEqual(settled)
      expect(existsSync(restoring())).toBe(false)
      outcomes.push(isSame(settled, world.then) ? 'complete' : isSame(torn, settled) ? 'not begun' : 'undone')
      if (isSame(settled, world.now)) continue
      // once more from the beginning
      world.remove()
      world = await restoreWorld()
    }
    expect(world.files()).toEqual(world.then)
    expect(new Set(outcomes)).toEqual(new Set(['not begun', 'undone']))
  })

  test('leaves what somebody has changed since', async () => {
    await dieTorn()
    writeFiles(world.path, { 'a.txt': 'mine\n', 'mine.txt': 'mine\n' })
    expect(await recoverRestores(world.path)).toEqual([])
    expect(world.files()).toEqual({ ...world.now, 'a.txt': 'file mine\n', 'mine.txt': 'file mine\n' })
  })

  test('is undone by the next restore too', async () => {
    await dieTorn()
    succeeded(await world.restore())
    expect(world.files()).toEqual(world.then)
  })

  test('in a worktree that was made anew since is forgotten', async () => {
    await dieTorn()
    const journal = join(restoring(), 'journal.json')
    writeFileSync(journal, readFileSync(journal, 'utf8').replace(/"owner":"\d+"/, '"owner":"1"'))
    const torn = world.files()
    expect(await recoverRestores(world.path)).toEqual([])
    expect([world.files(), existsSync(restoring())]).toEqual([torn, false])
  })
})

/** Killed when some files have been moved and others have not. */
async function dieTorn(): Promise<void> {
  expect(await world.dieAt('torn')).toBe(true)
  expect([world.now, world.then]).not.toContainEqual(world.files())
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
