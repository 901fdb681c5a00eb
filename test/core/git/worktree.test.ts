import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addWorktree, type NewWorktree } from '../../../main/core/git/add-worktree.ts'
import { gitWith } from '../../../main/core/git/git.ts'
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
const faultOf = async (wish: Partial<NewWorktree>) => {
  const result = await add(wish)
  return result.ok ? result.value : result.fault
}
const branches = () => runGit(repository, 'for-each-ref', '--format=%(refname:short)', 'refs/heads').split('\n')
const registered = () => runGit(repository, 'worktree', 'list', '--porcelain').split('\n\n').length - 1

describe('adding a worktree', () => {
  test('makes the branch from its base, and git status shows nothing of it', async () => {
    makeRepository(repository)
    const head = runGit(repository, 'rev-parse', 'HEAD').trim()
    expect(succeeded(await add())).toEqual({ path, head, made: true, notes: [] })
    expect(runGit(path, 'symbolic-ref', '--short', 'HEAD')).toBe('one\n')
    expect(runGit(repository, 'status', '--porcelain', '--untracked-files=all')).toBe('')
    expect(runGit(repository, 'config', '--list', '--local')).not.toContain('branch.one')
  })

  test('adds one line to info/exclude once, and keeps what was there byte for byte', async () => {
    makeRepository(repository)
    const exclude = join(repository, '.git/info/exclude')
    writeFileSync(exclude, '# mine\r\n*.tmp')
    succeeded(await add())
    succeeded(await add({ path: join(repository, '.worktrees/two'), branch: 'two' }))
    expect(readFileSync(exclude, 'utf8')).toBe('# mine\r\n*.tmp\n/.worktrees/\n')
    rmSync(join(repository, '.git/info'), { recursive: true })
    succeeded(await add({ path: join(repository, '.worktrees/three'), branch: 'three' }))
    expect(readFileSync(exclude, 'utf8')).toBe('/.worktrees/\n')
  })

  test('outside of the repository excludes nothing', async () => {
    makeRepository(repository)
    const before = readFileSync(join(repository, '.git/info/exclude'), 'utf8')
    succeeded(await add({ path: join(folder.path, 'elsewhere', 'one') }))
    expect(readFileSync(join(repository, '.git/info/exclude'), 'utf8')).toBe(before)
  })

  test('attaches to a branch that is checked out nowhere', async () => {
    makeRepository(repository)
    runGit(repository, 'branch', 'fix/old')
    expect(await faultOf({ branch: 'fix/old', mode: 'make' })).toEqual({ kind: 'branch-exists', branch: 'fix/old' })
    expect(await faultOf({ branch: 'main', mode: 'attach' })).toEqual({
      ...{ kind: 'branch-checked-out', branch: 'main', path: repository },
    })
    expect(await faultOf({ branch: 'none', mode: 'attach' })).toEqual({ kind: 'branch-missing', name: 'none' })
    expect(await faultOf({ branch: 'fix/old', mode: 'attach-or-make' })).toMatchObject({ made: false, path })
  })

  test('names a branch that is in the middle of a rebase elsewhere', async () => {
    makeRepository(repository, { 'a.txt': 'a\n' })
    runGit(repository, 'checkout', '--quiet', '-b', 'moving')
    writeFiles(repository, { 'a.txt': 'moving\n' })
    runGit(repository, 'commit', '--quiet', '--all', '--message', 'Moving')
    runGit(repository, 'branch', '--quiet', 'onto', 'main')
    runGit(repository, 'worktree', 'add', '--quiet', join(folder.path, 'w'), 'onto')
    writeFiles(join(folder.path, 'w'), { 'a.txt': 'onto\n' })
    runGit(join(folder.path, 'w'), 'commit', '--quiet', '--all', '--message', 'Onto')
    expect(() => runGit(repository, 'rebase', 'onto')).toThrow()
    expect(await faultOf({ branch: 'moving', mode: 'attach' })).toEqual({
      ...{ kind: 'branch-checked-out', branch: 'moving', path: repository },
    })
  })

  test('refuses a name that stands for another branch, which may be checked out elsewhere', async () => {
    makeRepository(repository)
    runGit(repository, 'symbolic-ref', 'refs/heads/master', 'refs/heads/main')
    const why = "it is another name for 'main'"
    expect(await faultOf({ branch: 'master', mode: 'attach' })).toEqual({
      kind: 'bad-branch-name',
      name: 'master',
      why,
    })
  })

  test.each([
    ['-x', 'git does not allow that name'],
    ['a..b', 'git does not allow that name'],
    ['@{-1}', 'git does not allow that name'],
    ['HEAD', 'git does not allow that name'],
    ['', 'git does not allow that name'],
    ['main/sub', "the branch 'main' is in its way"],
    ['deep', "the branch 'deep/er' is in its way"],
  ])('refuses the name %j and leaves nothing', async (branch, why) => {
    makeRepository(repository)
    runGit(repository, 'branch', 'deep/er')
    runGit(repository, 'checkout', '--quiet', '-b', 'tmp')
    runGit(repository, 'checkout', '--quiet', 'main')
    expect(await faultOf({ branch })).toEqual({ kind: 'bad-branch-name', name: branch, why })
    expect(existsSync(join(repository, '.worktrees'))).toBe(false)
  })

  test('refuses a base that is none, and a repository without a commit', async () => {
    makeRepository(repository)
    expect(await faultOf({ base: 'nowhere' })).toEqual({ kind: 'base-missing', name: 'nowhere' })
    expect(await faultOf({ base: '--all' })).toEqual({ kind: 'base-missing', name: '--all' })
    repository = join(folder.path, 'empty')
    makeRepository(repository, {})
    expect(await faultOf({ path: join(repository, '.worktrees/one') })).toEqual({ kind: 'no-commits' })
  })

  test('refuses a folder that exists, be it empty, and a file in place of its folder', async () => {
    makeRepository(repository)
    mkdirSync(path, { recursive: true })
    expect(await faultOf({})).toEqual({ kind: 'worktree-in-the-way', path })
    rmSync(join(repository, '.worktrees'), { recursive: true })
    writeFiles(repository, { '.worktrees': '' })
    expect(await faultOf({})).toEqual({ kind: 'worktree-in-the-way', path: join(repository, '.worktrees') })
    expect(branches()).toEqual(['main', ''])
  })

  test('takes the place of a worktree that was removed by hand', async () => {
    makeRepository(repository)
    succeeded(await add())
    succeeded(await add({ path: join(repository, '.worktrees/two'), branch: 'two' }))
    rmSync(join(repository, '.worktrees'), { recursive: true })
    expect(await faultOf({ mode: 'attach' })).toMatchObject({ path, made: false })
    // the other one, which was not asked for, is left to its owner
    expect(registered()).toBe(3)
  })

  test('keeps the worktree when a hook fails, and says so', async () => {
    makeRepository(repository)
    writeFiles(repository, { '.git/hooks/post-checkout': '#!/bin/sh\necho no npm here >&2\nexit 3\n' })
    chmodSync(join(repository, '.git/hooks/post-checkout'), 0o755)
    expect(succeeded(await add()).notes).toEqual([{ kind: 'hook-failed', reason: 'no npm here' }])
    expect(runGit(path, 'status', '--porcelain')).toBe('')
  })

  test('leaves nothing of a checkout that fails half way', async () => {
    makeRepository(repository, { 'a.txt': 'a', 'z.txt': 'z', '.gitattributes': 'z.txt filter=broken' })
    runGit(repository, 'config', 'filter.broken.smudge', 'false')
    runGit(repository, 'config', 'filter.broken.required', 'true')
    expect(await faultOf({})).toMatchObject({ kind: 'git-failed', verb: 'worktree add' })
    expect(branches()).toEqual(['main', ''])
    expect(registered()).toBe(1)
    expect(existsSync(join(repository, '.worktrees'))).toBe(false)
    runGit(repository, 'branch', 'mine')
    expect(await faultOf({ branch: 'mine', mode: 'attach' })).toMatchObject({ kind: 'git-failed' })
    expect(branches()).toEqual(['main', 'mine', ''])
  })

  test('says how far the base is behind its upstream, and which submodules are empty', async () => {
    const origin = join(folder.path, 'origin')
    makeRepository(join(folder.path, 'part'))
    makeRepository(origin)
    runGit(
      origin,
      '-c',
      'protocol.file.allow=always',
      'submodule',
      '--quiet',
      'add',
      join(folder.path, 'part'),
      'lib/ü',
    )
    runGit(origin, 'commit', '--quiet', '--message', 'Part')
    runGit(folder.path, 'clone', '--quiet', 'origin', 'sample')
    runGit(origin, 'commit', '--quiet', '--allow-empty', '--message', 'Newer')
    runGit(origin, 'commit', '--quiet', '--allow-empty', '--message', 'Newest')
    runGit(repository, 'fetch', '--quiet')
    expect(succeeded(await add()).notes).toEqual([
      { kind: 'submodules', paths: ['lib/ü'] },
      { kind: 'behind', base: 'main', upstream: 'origin/main', commits: 2 },
    ])
  })
})
