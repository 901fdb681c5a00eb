import { chmodSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cherryPick } from '../../../main/core/git/merge/cherry-pick.ts'
import { commitAll } from '../../../main/core/git/merge/commit-all.ts'
import { type GitSample, gitSample } from '../../helpers/git-sample.ts'
import { filesOf } from '../../helpers/git-world.ts'

let { world, top, git, id, write, commit, commitOn, hook } = {} as GitSample

beforeEach(() => {
  ;({ world, top, git, id, write, commit, commitOn, hook } = gitSample())
})
afterEach(() => world.remove())

const state = () => ({
  files: filesOf(top),
  index: git('ls-files', '--stage'),
  status: git('status', '--porcelain=v2', '--branch'),
  work: id('work'),
})

describe('committing everything', () => {
  const run = (message = 'All\n\n# kept\n') => commitAll(world.git, top, message)

  test('takes changed, deleted and untracked files, and answers with the commit', async () => {
    write({ 'b.txt': 'more\n', 'new/é': 'new\n' })
    git('rm', '--quiet', 'a.txt')
    expect(await run()).toEqual({ ok: true, value: id('HEAD') })
    expect(git('show', '--format=%B', '--name-status', 'HEAD')).toBe(
      'All\n\n# kept\n\n\nD\ta.txt\nM\tb.txt\nA\t"new/\\303\\251"',
    )
    expect(git('status', '--porcelain')).toBe('')
  })

  test('leaves what was staged as it was where a hook refuses', async () => {
    write({ 'b.txt': 'staged\n' })
    git('add', 'b.txt')
    write({ 'b.txt': 'staged\nand more\n', 'new.txt': 'new\n' })
    for (const name of ['pre-commit', 'prepare-commit-msg', 'commit-msg']) {
      hook(name, 'git --version; echo no; exit 1')
      const before = state()
      const result = await run()
      expect(result).toMatchObject({ ok: false, fault: { kind: 'hook-failed', hook: name } })
      expect(!result.ok && result.fault.kind === 'hook-failed' && result.fault.reason).toMatch(/\nno$/)
      expect(state()).toEqual(before)
      hook(name, 'exit 0')
    }
  })

  test('leaves it where there is nothing to commit, no signature or no name', async () => {
    expect(await run()).toEqual({ ok: false, fault: { kind: 'nothing-to-commit', path: top } })
    write({ 'new.txt': 'new\n' })
    const before = state()
    git('config', 'commit.gpgsign', 'true')
    git('config', 'gpg.program', 'false')
    expect(await run()).toMatchObject({ ok: false, fault: { kind: 'signing-failed' } })
    git('config', 'commit.gpgsign', 'false')
    git('config', 'user.useConfigOnly', 'true')
    const nameless = await commitAll(
      (folder, args, options) =>
        world.git(folder, args, { ...options, env: { ...options?.env, GIT_AUTHOR_NAME: '', GIT_AUTHOR_EMAIL: '' } }),
      top,
      'All',
    )
    expect(nameless).toEqual({ ok: false, fault: { kind: 'no-identity' } })
    expect(state()).toEqual(before)
  })

  test('leaves no index where there was none', async () => {
    const empty = join(world.path, 'empty')
    world.run(world.path, 'init', '--quiet', empty)
    write({ one: '1\n' }, empty)
    hook('pre-commit', 'exit 1', join(empty, '.git', 'hooks'))
    expect(await commitAll(world.git, empty, 'First')).toMatchObject({ ok: false, fault: { kind: 'hook-failed' } })
    expect(world.run(empty, 'status', '--porcelain')).toBe('?? one\n')
    hook('pre-commit', 'exit 0', join(empty, '.git', 'hooks'))
    expect((await commitAll(world.git, empty, 'First')).ok).toBe(true)
  })

  test('ends a merge, but not with conflict markers left', async () => {
    commit({ 'b.txt': 'main\n' }, 'On main')
    commitOn('work', { 'b.txt': 'work\n' }, 'On work')
    world.exit(top, 'merge', 'work')
    expect(await run()).toEqual({ ok: false, fault: { kind: 'conflicts-left', path: top, files: ['b.txt'] } })
    expect(git('status', '--porcelain')).toBe('UU b.txt')
    write({ 'b.txt': 'both\n' })
    expect((await run()).ok).toBe(true)
    expect(git('log', '-1', '--format=%P')).toBe(`${id('main~1')} ${id('work')}`)
  })

  test('sees markers that are longer than usual', async () => {
    commit({ 'b.txt': 'main\n', '.gitattributes': '*.txt conflict-marker-size=12\n' }, 'On main')
    commitOn('work', { 'b.txt': 'work\n' }, 'On work')
    world.exit(top, 'merge', 'work')
    expect(await run()).toMatchObject({ ok: false, fault: { kind: 'conflicts-left', files: ['b.txt'] } })
  })
})

describe('picking commits', () => {
  const pick = (commits: string[], onto = 'work') => cherryPick(world.git, { repository: top, commits, onto })

  beforeEach(() => {
    commit({ 'b.txt': 'one\n' }, 'One')
    commit({ 'c.txt': 'two\n' }, 'Two')
    chmodSync(join(top, 'c.txt'), 0o755)
    commit({}, 'Three')
    commitOn('work', { 'd.txt': 'd\n' }, 'On work')
  })

  test('makes the commits that git cherry-pick makes, where the branch is and where it is not', async () => {
    git('checkout', '--quiet', '-b', 'twin', 'work')
    git('cherry-pick', 'main~2..main')
    git('cherry-pick', 'main~2')
    const expected = id('twin')
    const before = id('work')
    const result = await pick(['main~2..main', 'main~2'])
    expect(result).toMatchObject({ ok: true, value: { before, after: expected, empty: [] } })
    expect(result.ok && result.value.picked).toEqual([id('main~1'), id('main'), id('main~2')])

    git('branch', '--force', 'work', before)
    git('checkout', '--quiet', 'work')
    write({ 'untracked.txt': 'mine\n' })
    expect((await pick(['main~2..main', 'main~2'])).ok).toBe(true)
    expect([id('work'), git('status', '--porcelain')]).toEqual([expected, '?? untracked.txt'])
    expect(readFileSync(join(top, 'b.txt'), 'utf8')).toBe('one\n')
  })

  test('picks all or none', async () => {
    commit({ 'd.txt': 'main\n' }, 'In the way')
    const before = state()
    expect(await pick(['main~3', 'main'])).toMatchObject({
      ok: false,
      fault: { kind: 'merge-conflicts', target: 'work', files: ['d.txt'], commit: 'In the way' },
    })
    expect(state()).toEqual(before)
  })

  test('leaves out what the branch has already, and says so', async () => {
    commitOn('work', { 'b.txt': 'one\n' }, 'The same')
    const before = id('work')
    expect(await pick(['main~2'])).toEqual({
      ok: true,
      value: { onto: 'work', before, after: before, picked: [], empty: [id('main~2')] },
    })
  })

  test('refuses merges, names that mean nothing and a branch that is not there', async () => {
    git('merge', '--quiet', '--no-edit', 'work')
    expect(await pick(['main'])).toEqual({ ok: false, fault: { kind: 'pick-is-merge', commit: id('main') } })
    for (const name of ['nothing', '--all', '', 'a..b']) {
      expect(await pick([name])).toEqual({ ok: false, fault: { kind: 'commit-missing', name } })
    }
    expect(await pick(['main~1'], 'none')).toEqual({ ok: false, fault: { kind: 'branch-missing', name: 'none' } })
  })
})
