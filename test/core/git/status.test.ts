import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aheadBehindCache } from '../../../main/core/git/ahead-behind.ts'
import { type Git, gitWith } from '../../../main/core/git/git.ts'
import { systemReads } from '../../../main/core/git/reads/system-reads.ts'
import { readStatus } from '../../../main/core/git/status.ts'
import { makeRepository, runGit, temporaryFolder, writeFiles } from '../../helpers/temporary.ts'
import { succeeded } from './succeeded.ts'

let folder: ReturnType<typeof temporaryFolder>
let path: string
const git = gitWith(process.env)
const clean = { modified: 0, untracked: 0, ahead: 0, behind: 0, conflicts: 0, underway: null }

beforeEach(() => {
  folder = temporaryFolder()
  path = join(folder.path, 'sample')
})
afterEach(() => folder.remove())

const status = async (base: string | null = 'main', at = path) =>
  succeeded(await readStatus(systemReads(git), at, base, aheadBehindCache()))

function commit(message: string, files: Record<string, string> = {}): void {
  writeFiles(path, files)
  runGit(path, 'add', '--all')
  runGit(path, 'commit', '--quiet', '--allow-empty', '--message', message)
}

/** A repository whose branches `main` and `other` changed the same line. */
function diverged(): void {
  makeRepository(path, { 'a.txt': 'a\n', 'b.txt': 'b\n' })
  runGit(path, 'checkout', '--quiet', '-b', 'other')
  commit('Other', { 'a.txt': 'other\n', 'c.txt': 'c\n' })
  runGit(path, 'checkout', '--quiet', 'main')
  commit('Main', { 'a.txt': 'main\n' })
}

describe('the status of a worktree', () => {
  test('counts files once each, whatever their names', async () => {
    makeRepository(path, { 'a.txt': 'a', 'b.txt': 'b', 'c.txt': 'c', 'd\n"ü".txt': 'd', '.gitignore': 'ignored' })
    expect(await status()).toEqual({ ...clean, branch: 'main', base: 'main' })
    writeFiles(path, { 'a.txt': 'staged', 'new dir/x y\n.txt': '', 'new dir/2': '', ignored: '', 'added.txt': '' })
    runGit(path, 'add', 'a.txt', 'added.txt')
    writeFiles(path, { 'a.txt': 'and edited', 'd\n"ü".txt': 'edited' })
    rmSync(join(path, 'b.txt'))
    expect(await status()).toEqual({ ...clean, branch: 'main', base: 'main', modified: 4, untracked: 2 })
  })

  test('counts ahead and behind against the base, and knows a base that does not exist', async () => {
    diverged()
    runGit(path, 'checkout', '--quiet', 'other')
    expect(await status()).toEqual({ ...clean, branch: 'other', base: 'main', ahead: 1, behind: 1 })
    expect(await status('gone')).toEqual({ ...clean, branch: 'other', base: null })
    runGit(path, 'checkout', '--quiet', '--detach')
    expect(await status(null)).toEqual({ ...clean, branch: null, base: null })
  })

  test('walks the commits only when one of the two has moved', async () => {
    diverged()
    const verbs: string[] = []
    const counting: Git = (directory, args, options) => {
      verbs.push(args[0] ?? '')
      return git(directory, args, options)
    }
    const count = aheadBehindCache()
    for (let round = 0; round < 3; round += 1) succeeded(await readStatus(systemReads(counting), path, 'other', count))
    commit('More')
    expect(succeeded(await readStatus(systemReads(counting), path, 'other', count))).toMatchObject({
      ahead: 2,
      behind: 1,
    })
    expect(verbs.filter((verb) => verb === 'rev-list')).toHaveLength(2)
    expect(verbs.filter((verb) => verb === 'status')).toHaveLength(4)
  })

  test('names conflicts and what is under way', async () => {
    diverged()
    expect(() => runGit(path, 'merge', 'other')).toThrow()
    expect(await status()).toEqual({
      ...clean,
      ...{ branch: 'main', base: 'main', modified: 1, conflicts: 1, underway: 'merge' },
    })
    runGit(path, 'merge', '--abort')
    expect(() => runGit(path, 'rebase', 'other')).toThrow()
    expect(await status()).toMatchObject({ branch: null, conflicts: 1, underway: 'rebase' })
    runGit(path, 'rebase', '--abort')
    expect(() => runGit(path, 'cherry-pick', 'other')).toThrow()
    expect(await status()).toMatchObject({ branch: 'main', conflicts: 1, underway: 'cherry-pick' })
    runGit(path, 'cherry-pick', '--abort')
    runGit(path, 'bisect', 'start')
    expect(await status()).toMatchObject({ underway: 'bisect' })
    runGit(path, 'bisect', 'reset')
    expect(await status()).toEqual({ ...clean, branch: 'main', base: 'main' })
  })

  test('works before the first commit', async () => {
    makeRepository(path, {})
    writeFiles(path, { 'a.txt': '' })
    expect(await status()).toEqual({ ...clean, branch: 'main', base: null, untracked: 1 })
  })

  test('never answers for the repository around a worktree that is gone', async () => {
    makeRepository(path)
    const gone = join(path, '.worktrees/gone')
    mkdirSync(gone, { recursive: true })
    expect(await readStatus(systemReads(git), gone, 'main', aheadBehindCache())).toEqual({
      ok: false,
      fault: { kind: 'worktree-gone', path: gone },
    })
  })

  test('waits for nobody who has the index locked', async () => {
    makeRepository(path)
    writeFileSync(join(path, '.git/index.lock'), '')
    writeFiles(path, { 'README.md': 'changed' })
    expect(await status()).toMatchObject({ modified: 1 })
  })
})

describe('the list of branches', () => {
  test('has where each is checked out, and its upstream', async () => {
    makeRepository(join(folder.path, 'origin'))
    runGit(folder.path, 'clone', '--quiet', 'origin', 'sample')
    const head = runGit(path, 'rev-parse', 'HEAD').trim()
    const odd = join(folder.path, 'odd\n"ü" name')
    runGit(path, 'branch', '--no-track', 'fix/ünï-"q"-#1')
    runGit(path, 'worktree', 'add', '--quiet', '-b', 'elsewhere', odd)
    runGit(path, 'worktree', 'add', '--quiet', '--detach', join(folder.path, 'detached'))
    const plain = { head, base: null, upstream: null, checkedOutAt: null }
    expect(succeeded(await systemReads(git).branches(odd))).toEqual([
      { ...plain, name: 'elsewhere', checkedOutAt: odd },
      { ...plain, name: 'fix/ünï-"q"-#1' },
      { ...plain, name: 'main', checkedOutAt: path, upstream: 'origin/main' },
    ])
  })

  test('is one run of git, also for 200 of them', async () => {
    makeRepository(path)
    const head = runGit(path, 'rev-parse', 'HEAD').trim()
    const lines = Array.from({ length: 199 }, (_, at) => `create refs/heads/b${at} ${head}\n`)
    await git(path, ['update-ref', '--stdin'], { stdin: lines.join('') })
    let runs = 0
    const counting: Git = (...given) => {
      runs += 1
      return git(...given)
    }
    expect(succeeded(await systemReads(counting).branches(path))).toHaveLength(200)
    expect(runs).toBe(1)
  })

  test('is empty before the first commit', async () => {
    makeRepository(path, {})
    expect(succeeded(await systemReads(git).branches(path))).toEqual([])
  })
})
