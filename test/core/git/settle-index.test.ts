import { existsSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Git, gitWith } from '../../../main/core/git/git.ts'
import { settleIndex } from '../../../main/core/git/settle-index.ts'
import { makeRepository, runGit, temporaryFolder, writeFiles } from '../../helpers/temporary.ts'

let folder: ReturnType<typeof temporaryFolder>
let path: string
let index: string
const git = gitWith(process.env)
/** Seconds: when the files were written, and the index in the same second. */
const then = Math.floor(Date.now() / 1000) - 100

/** A worktree in which git trusts no file. */
beforeEach(() => {
  folder = temporaryFolder()
  const repository = join(folder.path, 'sample')
  makeRepository(repository, { 'a.txt': 'one\n', 'b.txt': 'two\n' })
  // else a file that changed in the same second is known by that
  runGit(repository, 'config', 'core.trustctime', 'false')
  path = join(folder.path, 'one')
  runGit(repository, 'worktree', 'add', '--quiet', '-b', 'one', path)
  index = join(repository, '.git/worktrees/one/index')
  for (const name of ['a.txt', 'b.txt']) utimesSync(join(path, name), then, then)
  runGit(path, 'update-index', '--refresh')
  utimesSync(index, then, then)
})
afterEach(() => folder.remove())

const seconds = () => statSync(index).mtimeMs / 1000
const staged = () => runGit(path, 'ls-files', '--stage')
/** Runs something while git looks. */
const meanwhile =
  (work: () => void): Git =>
  async (...asked) => {
    const run = await git(...asked)
    work()
    return run
  }

describe('the index of a new worktree', () => {
  test('is younger than its files from then on, and says the same', async () => {
    const before = staged()
    await settleIndex(git, { path })
    expect(seconds()).toBeGreaterThan(then)
    expect(staged()).toBe(before)
    expect(runGit(path, 'status', '--porcelain')).toBe('')
    expect(existsSync(`${index}.lock`)).toBe(false)
  })

  test('does not hide what changed in the second in which it was written', async () => {
    writeFileSync(join(path, 'a.txt'), 'ONE\n')
    utimesSync(join(path, 'a.txt'), then, then)
    await settleIndex(git, { path })
    expect(runGit(path, 'status', '--porcelain')).toBe(' M a.txt\n')
  })

  test('stays as it is where somebody stages meanwhile, or holds its lock', async () => {
    const work = () => {
      writeFiles(path, { 'new.txt': 'new\n' })
      runGit(path, 'add', 'new.txt')
    }
    await settleIndex(meanwhile(work), { path })
    expect(runGit(path, 'status', '--porcelain')).toBe('A  new.txt\n')
    expect(existsSync(`${index}.lock`)).toBe(false)

    utimesSync(index, then, then)
    const before = readFileSync(index)
    const lock = () => writeFileSync(`${index}.lock`, 'somebody else')
    await settleIndex(meanwhile(lock), { path })
    expect(readFileSync(index)).toEqual(before)
    expect(readFileSync(`${index}.lock`, 'utf8')).toBe('somebody else')
  })

  test('of a worktree that is gone is nobody’s business', async () => {
    runGit(join(folder.path, 'sample'), 'worktree', 'remove', path)
    await settleIndex(git, { path })
    expect(existsSync(path)).toBe(false)
  })
})
