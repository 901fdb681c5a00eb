import { mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { undoMerge } from '../../../main/core/git/merge/undo-merge.ts'
import { type GitSample, gitSample } from '../../helpers/git-sample.ts'
import { succeeded } from './succeeded.ts'

let { world, top, git, write, commit, commitOn, merge } = {} as GitSample

beforeEach(() => {
  ;({ world, top, git, write, commit, commitOn, merge } = gitSample())
})
afterEach(() => world.remove())

test('branches with odd names, in worktrees with odd names', async () => {
  for (const name of ["it's/ä&b", 'émoji-🎈', 'a.b@c', '日本/%s', 'refs/heads/x']) {
    const place = join(world.path, `tree of ${name.replaceAll('/', ' ')}\n`)
    git('branch', name)
    git('worktree', 'add', '--quiet', place, name)
    write({ [`${name.length}.txt`]: name }, place)
    world.run(place, 'add', '--all')
    world.run(place, 'commit', '--quiet', '-m', 'Odd')
    commit({ [`m${name.length}.txt`]: '' }, 'On main')
    const result = await merge('merge', { source: name })
    expect(result).toMatchObject({ ok: true })
    expect(git('log', '-1', '--format=%s', 'main')).toBe(`Merge branch '${name}'`)
    expect((await merge('merge', { source: 'main', target: name })).ok).toBe(true)
    expect(world.run(place, 'status', '--porcelain')).toBe('')
  }
})

test.each([
  ['main', 'master'],
  ['master', 'main'],
])('%s is checked out, and %s is another name for the same branch', async (checkedOut, target) => {
  git('symbolic-ref', 'refs/heads/master', 'refs/heads/main')
  git('checkout', '--quiet', checkedOut)
  const before = commit({ 'b.txt': 'main\n' }, 'On main')
  commitOn('work', { 'c.txt': 'c\n' }, 'On work')
  git('checkout', '--quiet', checkedOut)
  const done = succeeded(await merge('merge', { target }))
  expect([git('status', '--porcelain'), git('rev-parse', 'main')]).toEqual(['', done.after])
  expect(readFileSync(join(top, 'c.txt'), 'utf8')).toBe('c\n')
  expect((await undoMerge(world.git, { repository: top, done })).ok).toBe(true)
  expect([git('status', '--porcelain'), git('rev-parse', 'main')]).toEqual(['', before])
  expect(git('symbolic-ref', 'refs/heads/master')).toBe('refs/heads/main')
  expect(git('symbolic-ref', 'HEAD')).toBe('refs/heads/main')
})

test('a merge driver is the one that the target names, wherever the target is', async () => {
  const attributes = { '.gitattributes': '*.list merge=union\n', 'x.list': 'start\n' }
  commit(attributes, 'Attributes')
  git('branch', '--force', 'work', 'main')
  commit({ 'x.list': 'start\nmain\n' }, 'On main')
  commitOn('work', { 'x.list': 'start\nwork\n' }, 'On work')
  expect((await merge()).ok).toBe(true)
  expect(readFileSync(join(top, 'x.list'), 'utf8')).toBe('start\nmain\nwork\n')

  git('reset', '--quiet', '--hard', 'main~1')
  git('checkout', '--quiet', '--detach')
  write({ '.gitattributes': '*.list -merge\n' }) // of whatever is checked out, and no concern of the merge
  expect((await merge()).ok).toBe(true)
  expect(git('show', 'main:x.list')).toBe('start\nmain\nwork')
})

test('files that a filter cleans and smudges, as LFS does', async () => {
  const filters = { smudge: 'sed s/pointer/content/', clean: 'sed s/content/pointer/' }
  for (const [name, command] of Object.entries(filters)) git('config', `filter.big.${name}`, command)
  git('config', 'filter.big.required', 'true')
  commit({ '.gitattributes': '*.bin filter=big\n' }, 'Attributes')
  git('branch', '--force', 'work', 'main')
  commit({}, 'On main')
  commitOn('work', { 'x.bin': 'content\n' }, 'On work')
  expect((await merge()).ok).toBe(true)
  expect(git('show', 'main:x.bin')).toBe('pointer')
  expect(readFileSync(join(top, 'x.bin'), 'utf8')).toBe('content\n')
  expect(git('status', '--porcelain')).toBe('')
})

test('submodules move with the branch that moved them', async () => {
  const inner = join(world.path, 'inner')
  world.run(world.path, 'init', '--quiet', inner)
  world.run(inner, 'commit', '--quiet', '--allow-empty', '-m', 'Inner')
  const allow = ['-c', 'protocol.file.allow=always']
  git(...allow, 'submodule', '--quiet', 'add', inner, 'sub')
  commit({}, 'Submodule')
  git('branch', '--force', 'work', 'main')
  commit({ 'b.txt': 'main\n' }, 'On main')
  git('checkout', '--quiet', 'work')
  world.run(join(top, 'sub'), 'commit', '--quiet', '--allow-empty', '-m', 'More')
  const moved = commit({}, 'Submodule moved')
  git('checkout', '--quiet', 'main')
  expect((await merge()).ok).toBe(true)
  expect(git('rev-parse', 'main:sub')).toBe(git('rev-parse', `${moved}:sub`))
})

test("a submodule's folder that a person deleted is not put back by a merge that needs its place", async () => {
  const id = git('rev-parse', 'HEAD')
  git('update-index', '--add', '--cacheinfo', `160000,${id},sub`)
  git('commit', '--quiet', '-m', 'Submodule')
  mkdirSync(join(top, 'sub'))
  git('branch', '--force', 'work', 'main')
  commit({ 'b.txt': 'main\n' }, 'On main')
  git('checkout', '--quiet', 'work')
  git('rm', '--quiet', '--cached', 'sub')
  commit({ 'sub/x': 'x\n' }, 'A folder instead')
  git('checkout', '--quiet', 'main')
  rmSync(join(top, 'sub'), { recursive: true, force: true })
  const before = [git('status', '--porcelain'), git('rev-parse', 'main')]
  expect(before[0]).toBe(' D sub')
  expect(await merge()).toMatchObject({ ok: false, fault: { kind: 'target-in-the-way', files: ['sub'] } })
  expect([git('status', '--porcelain'), git('rev-parse', 'main')]).toEqual(before)
})

test('a link that becomes a folder, and a folder that becomes a link', async () => {
  mkdirSync(join(top, 'real'))
  write({ 'real/x': 'x\n', 'folder/y': 'y\n' })
  symlinkSync('real', join(top, 'link'))
  commit({}, 'Before')
  git('branch', '--force', 'work', 'main')
  commit({ 'b.txt': 'main\n' }, 'On main')
  git('checkout', '--quiet', 'work')
  git('rm', '--quiet', '-r', 'link', 'folder')
  symlinkSync('real', join(top, 'folder'))
  commit({ 'link/x': 'not the other\n' }, 'Swapped')
  git('checkout', '--quiet', 'main')
  expect((await merge()).ok).toBe(true)
  expect(git('status', '--porcelain')).toBe('')
  expect(readFileSync(join(top, 'real', 'x'), 'utf8')).toBe('x\n')
})
