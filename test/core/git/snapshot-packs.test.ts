import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { gitWith } from '../../../main/core/git/git.ts'
import { snapshotWorktree } from '../../../main/core/git/snapshot.ts'
import { gitBetween } from '../../helpers/git-between.ts'
import { makeRepository, runGit, temporaryFolder, writeFiles } from '../../helpers/temporary.ts'
import { succeeded } from './succeeded.ts'

let folder: ReturnType<typeof temporaryFolder>
let path: string
let git = gitWith(process.env)
let made: { ref: string; said: string }[]

beforeEach(() => {
  folder = temporaryFolder()
  path = join(folder.path, 'sample')
  makeRepository(path, { 'a.txt': 'a\n', 'folder/b.txt': 'b\n' })
  git = gitWith(process.env)
  made = []
})
afterEach(() => folder.remove())

async function snapshots(count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    const [ref, said] = [`refs/ikigai/places/${made.length}`, `said ${made.length}\n`]
    writeFiles(path, { 'folder/b.txt': said })
    succeeded(await snapshotWorktree(git, { path, ref, message: 'One of many' }))
    made.push({ ref, said })
  }
}

const packs = () => readdirSync(join(path, '.git/objects/pack')).filter((name) => name.endsWith('.pack'))

/** Every snapshot has what it had, and the repository is sound. */
function expectAllThere(): void {
  runGit(path, 'fsck', '--strict', '--no-dangling')
  for (const { ref, said } of made) expect(runGit(path, 'show', `${ref}:folder/b.txt`)).toBe(said)
}

test('many snapshots stay a few packs, in which all of them are, and other packs are left alone', async () => {
  runGit(path, 'repack', '--quiet', '-a', '-d')
  const own = packs()
  await snapshots(24)
  expect(packs()).toHaveLength(25)
  await snapshots(1)
  expect(packs()).toHaveLength(2)
  expect(packs()).toEqual(expect.arrayContaining(own))
  await snapshots(30)
  expect(packs().length).toBeLessThan(25)
  expect(runGit(path, 'count-objects')).toMatch(/^0 objects/)
  expectAllThere()
})

test('while git cleans up, or keeps an index over all packs, none is taken away', async () => {
  const cleaning = join(path, '.git/gc.pid')
  writeFileSync(cleaning, '1 somewhere\n')
  await snapshots(26)
  expect(packs()).toHaveLength(26)
  rmSync(cleaning)
  runGit(path, 'multi-pack-index', 'write')
  await snapshots(1)
  expect(packs()).toHaveLength(27)
  runGit(path, 'multi-pack-index', 'verify')
  rmSync(join(path, '.git/objects/pack/multi-pack-index'))
  await snapshots(1)
  expect(packs()).toHaveLength(1)
  expectAllThere()
})

test('what git has packed itself meanwhile is missed by nobody', async () => {
  await snapshots(20)
  runGit(path, 'gc', '--quiet')
  expect(packs()).toHaveLength(1)
  await snapshots(26)
  expect(packs().length).toBeLessThan(5)
  expectAllThere()
})

test('a snapshot is kept also where packs cannot be put together, which is tried again', async () => {
  const between = gitBetween(folder.path)
  git = gitWith({ ...process.env, ...between.environment })
  between.before('pack-objects', 'echo "fatal: No space left on device" >&2; exit 128')
  await snapshots(26)
  expect(packs()).toHaveLength(26)
  between.off()
  await snapshots(1)
  expect(packs()).toHaveLength(1)
  expect(existsSync(join(path, '.git/ikigai/packs'))).toBe(true)
  expectAllThere()
})
