import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addWorktree, type NewWorktree } from '../../../main/core/git/add-worktree.ts'
import { gitWith } from '../../../main/core/git/git.ts'
import { asideOf, deleteAside, putBack, setAside } from '../../../main/core/git/remove-worktree.ts'
import { snapshotWorktree } from '../../../main/core/git/snapshot.ts'
import { makeRepository, runGit, temporaryFolder, writeFiles } from '../../helpers/temporary.ts'
import { succeeded } from './succeeded.ts'

let folder: ReturnType<typeof temporaryFolder>
let repository: string
let path: string
const git = gitWith(process.env)

beforeEach(() => {
  folder = temporaryFolder()
  repository = join(folder.path, 'sample')
  path = join(repository, '.worktrees', 'one')
})
afterEach(() => folder.remove())

const add = (wish: Partial<NewWorktree> = {}) =>
  addWorktree(git, { repository, path, branch: 'one', base: 'main', mode: 'make', ...wish })
const branches = () => runGit(repository, 'for-each-ref', '--format=%(refname:short)', 'refs/heads').split('\n')
const registered = () => runGit(repository, 'worktree', 'list', '--porcelain').split('\n\n').length - 1

/** Takes a worktree away, as closing an agent does once its work is snapshotted. */
async function remove(at = path) {
  const place = { repository, path: at, aside: asideOf(at) }
  const aside = await setAside(git, place)
  return aside.ok ? deleteAside(git, place) : aside
}

describe('removing a worktree', () => {
  test('takes the folder, and leaves the branch', async () => {
    makeRepository(repository)
    succeeded(await add())
    writeFiles(repository, { '.git/info/exclude': 'ignored\n' })
    writeFiles(path, { ignored: '' })
    expect(succeeded(await remove())).toEqual({ leftBehind: null })
    expect(readdirSync(join(repository, '.worktrees'))).toEqual([])
    expect(branches()).toEqual(['main', 'one', ''])
  })

  test('can be taken back until it is deleted, with what was staged and ignored', async () => {
    makeRepository(repository, { 'a.txt': 'a', '.gitignore': 'build' })
    succeeded(await add())
    writeFiles(path, { 'a.txt': 'staged', 'build/x': '' })
    runGit(path, 'add', 'a.txt')
    const before = [runGit(path, 'status', '--porcelain', '--ignored'), readdirSync(path)]
    const place = { repository, path, aside: asideOf(path) }
    succeeded(await setAside(git, place))
    expect([existsSync(path), existsSync(place.aside)]).toEqual([false, true])
    mkdirSync(path)
    expect(await putBack(place)).toBe(false)
    rmSync(path, { recursive: true })
    expect(await putBack(place)).toBe(true)
    expect([runGit(path, 'status', '--porcelain', '--ignored'), readdirSync(path)]).toEqual(before)
    expect(await putBack(place)).toBe(true)
  })

  test('leaves alone what somebody has put in its place since', async () => {
    makeRepository(repository)
    succeeded(await add())
    const place = { repository, path, aside: asideOf(path) }
    succeeded(await setAside(git, place))
    writeFiles(path, { mine: 'mine' })
    expect(succeeded(await deleteAside(git, place))).toEqual({ leftBehind: null })
    expect([readdirSync(path), existsSync(place.aside)]).toEqual([['mine'], false])
  })

  test('refuses the repository itself, folders that are none of it, and links', async () => {
    makeRepository(repository)
    makeRepository(join(folder.path, 'other'))
    succeeded(await add())
    symlinkSync(path, join(folder.path, 'link'))
    mkdirSync(join(repository, '.worktrees/stray'))
    for (const wrong of [
      repository,
      join(folder.path, 'other'),
      join(folder.path, 'link'),
      join(repository, '.worktrees/stray'),
    ]) {
      expect(await remove(wrong)).toEqual({ ok: false, fault: { kind: 'not-a-worktree', path: wrong } })
    }
    const gone = join(repository, '.worktrees/never')
    expect(await remove(gone)).toMatchObject({ fault: { kind: 'worktree-gone' } })
  })

  test('refuses one that is locked, or that another lies in', async () => {
    makeRepository(repository)
    succeeded(await add())
    runGit(repository, 'worktree', 'lock', '--reason', 'on a stick', path)
    expect(await remove()).toMatchObject({ fault: { kind: 'worktree-busy', by: 'a git worktree lock (on a stick)' } })
    runGit(repository, 'worktree', 'unlock', path)
    succeeded(await add({ path: join(path, 'inner'), branch: 'inner' }))
    expect(await remove()).toMatchObject({ fault: { kind: 'worktree-busy' } })
  })

  test.skipIf(process.platform !== 'linux')('refuses one that a process works in', async () => {
    makeRepository(repository)
    succeeded(await add())
    mkdirSync(join(path, 'empty'))
    const child = spawn('cat', { cwd: join(path, 'empty'), stdio: ['pipe', 'pipe', 'ignore'] })
    child.stdin.write('x')
    await once(child.stdout, 'data')
    expect(await remove()).toMatchObject({ fault: { kind: 'worktree-busy', by: `cat (process ${child.pid})` } })
    child.stdin.end()
    await once(child, 'close')
    expect(await remove()).toMatchObject({ ok: true })
  })

  test('of one that was removed by hand forgets that one alone', async () => {
    makeRepository(repository)
    succeeded(await add())
    succeeded(await add({ path: join(repository, '.worktrees/two'), branch: 'two' }))
    rmSync(join(repository, '.worktrees'), { recursive: true })
    expect(succeeded(await remove())).toEqual({ leftBehind: null })
    expect(registered()).toBe(2)
  })

  test('takes all there is: changes, ignored files, write-protected folders, submodules, repositories', async () => {
    makeRepository(join(folder.path, 'part'))
    makeRepository(repository, { 'a.txt': 'a', '.gitignore': 'build' })
    const allow = ['-c', 'protocol.file.allow=always']
    runGit(repository, ...allow, 'submodule', '--quiet', 'add', join(folder.path, 'part'), 'part')
    runGit(repository, 'commit', '--quiet', '--message', 'Part')
    succeeded(await add())
    runGit(path, ...allow, 'submodule', '--quiet', 'update', '--init')
    writeFiles(path, { 'a.txt': 'changed', 'new/x': '', 'build/deep/er': '', 'part/README.md': 'changed' })
    makeRepository(join(path, 'nested'))
    chmodSync(join(path, 'build/deep'), 0o555)
    chmodSync(join(path, 'new/x'), 0o444)
    symlinkSync(repository, join(path, 'link'))
    const at = { path, ref: 'refs/ikigai/closed/one', message: 'One' }
    expect(succeeded(await snapshotWorktree(git, at)).leftOut).toEqual([
      { path: 'part', why: 'submodule' },
      { path: 'nested', why: 'nested-repository' },
    ])
    expect(succeeded(await remove())).toEqual({ leftBehind: null })
    expect(readdirSync(join(repository, '.worktrees'))).toEqual([])
    expect(existsSync(join(repository, '.git/worktrees'))).toBe(false)
    expect(readFileSync(join(repository, 'a.txt'), 'utf8')).toBe('a')
    expect(succeeded(await add({ mode: 'attach' }))).toMatchObject({ made: false })
  })
})
