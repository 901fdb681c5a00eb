import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { mergeBranches } from '../../../main/core/git/merge/merge-branches.ts'
import { type GitSample, gitSample } from '../../helpers/git-sample.ts'
import { filesOf } from '../../helpers/git-world.ts'

let { world, top, git, id, write, commit, commitOn, hook, merge } = {} as GitSample

beforeEach(() => {
  ;({ world, top, git, id, write, commit, commitOn, hook, merge } = gitSample())
})
afterEach(() => world.remove())

/** Everything that a merge which fails must leave alone. */
const state = () => ({
  files: filesOf(top),
  index: git('ls-files', '--stage'),
  status: git('status', '--porcelain=v2', '--branch'),
  branches: git('for-each-ref', '--format=%(refname) %(objectname)', 'refs/heads'),
  scratch: existsSync(join(top, '.git', 'ikigai')) ? readdirSync(join(top, '.git', 'ikigai')) : [],
})

async function refused(attempt: () => ReturnType<typeof mergeBranches>) {
  const before = state()
  const result = await attempt()
  expect({ ...state(), scratch: [] }).toEqual({ ...before, scratch: [] })
  expect(state().scratch).toEqual([])
  return result.ok ? 'it was not refused' : result.fault
}

/** Both sides have a commit of their own, and they go together. */
function diverge(): void {
  commit({ 'b.txt': 'main\n' }, 'On main')
  commitOn('work', { 'a.txt': '1\n2\n3\n4\n5\n6\n7\nwork\n' }, 'On work')
}

describe('the target', () => {
  test('moves forward where that is all there is to do', async () => {
    const tip = commitOn('work', { 'c.txt': 'c\n' }, 'On work')
    expect(await merge()).toMatchObject({ ok: true, value: { after: tip, target: 'main', source: 'work' } })
    expect(readFileSync(join(top, 'c.txt'), 'utf8')).toBe('c\n')
    expect(git('reflog', '-1', '--format=%gs', 'main')).toBe('merge work: Fast-forward')
  })

  test('gets a merge commit where a message is given, merge.ff says so or the branch does', async () => {
    commitOn('work', { 'c.txt': 'c\n' }, 'On work')
    const first = id('main')
    expect((await merge('merge', { message: '\nBring in c  \n\n' })).ok).toBe(true)
    expect(git('log', '-1', '--format=%P|%B', 'main')).toBe(`${first} ${id('work')}|Bring in c\n`)
    git('reset', '--quiet', '--hard', first)
    git('config', 'merge.ff', 'no')
    expect((await merge()).ok).toBe(true)
    expect(git('log', '-1', '--format=%s', 'main')).toBe("Merge branch 'work'")
    git('reset', '--quiet', '--hard', first)
    git('config', 'branch.main.mergeOptions', '--ff')
    expect((await merge()).ok).toBe(true)
    expect(id('main')).toBe(id('work'))
  })

  test('is not merged into otherwise where merge.ff is only', async () => {
    diverge()
    git('config', 'merge.ff', 'only')
    expect(await refused(() => merge())).toEqual({ kind: 'only-fast-forward', source: 'work', target: 'main' })
    expect((await merge('rebase')).ok).toBe(true)
  })

  test('may be checked out nowhere, and then no worktree changes', async () => {
    diverge()
    git('checkout', '--quiet', '--detach')
    const before = filesOf(top)
    expect((await merge()).ok).toBe(true)
    expect(git('log', '-1', '--format=%s', 'main')).toBe("Merge branch 'work'")
    expect(filesOf(top)).toEqual(before)
    expect(git('status', '--porcelain')).toBe('')
  })

  test('is refused where it or the source has moved since it was looked at', async () => {
    diverge()
    const stale = { sourceId: id('work'), targetId: id('main') }
    const order = {
      repository: top,
      source: 'work',
      target: 'main',
      strategy: 'merge',
      message: null,
      ...stale,
    } as const
    const moved = commitOn('work', {}, 'Later')
    expect(await refused(() => mergeBranches(world.git, order))).toEqual({ kind: 'branch-moved', branch: 'work' })
    commit({}, 'Later')
    expect(await refused(() => mergeBranches(world.git, { ...order, sourceId: moved }))).toEqual({
      kind: 'branch-moved',
      branch: 'main',
    })
  })

  test('stays where it is when it moves at the last moment', async () => {
    diverge()
    for (const place of ['here', 'nowhere']) {
      if (place === 'nowhere') git('checkout', '--quiet', '--detach')
      // the message hook is the last thing to run before the target moves
      hook('commit-msg', 'cd "$(git rev-parse --git-common-dir)" && git update-ref refs/heads/main refs/heads/work')
      const was = id('main')
      expect(await merge()).toEqual({ ok: false, fault: { kind: 'branch-moved', branch: 'main' } })
      expect(id('main')).toBe(id('work'))
      git('update-ref', 'refs/heads/main', was)
    }
  })

  test('is left alone while something is under way in its worktree', async () => {
    diverge()
    writeFileSync(join(top, '.git', 'CHERRY_PICK_HEAD'), `${id('work')}\n`)
    expect(await refused(() => merge())).toEqual({ kind: 'underway', path: top, what: 'cherry-pick' })
  })

  test('is left alone where it is checked out twice, one of which would be left behind', async () => {
    commitOn('work', { 'b.txt': 'work\n' }, 'On work')
    const second = join(world.path, 'second')
    git('worktree', 'add', '--quiet', '--force', second, 'main')
    const before = state()
    expect(await merge()).toEqual({
      ok: false,
      fault: { kind: 'checked-out-twice', branch: 'main', paths: [top, second] },
    })
    expect(state()).toEqual(before)
    rmSync(second, { recursive: true })
    expect(await merge()).toMatchObject({ ok: true })
  })

  test('is left alone while it is being rebased', async () => {
    diverge()
    world.exit(top, 'rebase', '--exec', 'false', 'work')
    expect(await refused(() => merge('merge', { source: 'work', target: 'main' }))).toEqual({
      kind: 'underway',
      path: top,
      what: 'rebase',
    })
  })
})

describe('what is in the way', () => {
  test('are files with local changes, staged or not, that the merge would write', async () => {
    diverge()
    write({ 'a.txt': 'mine\n' })
    const fault = { kind: 'target-in-the-way', target: 'main', path: top, files: ['a.txt'] }
    for (const strategy of ['merge', 'squash', 'rebase'] as const) {
      expect(await refused(() => merge(strategy))).toEqual(fault)
    }
    git('add', 'a.txt')
    expect(await refused(() => merge())).toEqual(fault)
  })

  test('are files that git does not track or ignores', async () => {
    commitOn('work', { 'new/é': 'theirs\n', '.env': 'THEIRS=1\n' }, 'On work')
    write({ '.git/info/exclude': '.env\n', 'new/é': 'mine\n', '.env': 'MINE=1\n' })
    expect(await refused(() => merge())).toMatchObject({ kind: 'target-in-the-way', files: ['.env', 'new/é'] })
  })

  test('are ignored files and links where the merge needs a folder', async () => {
    commitOn('work', { 'cache/deep/x': 'x\n', 'notes/y': 'y\n' }, 'On work')
    write({ '.git/info/exclude': 'cache\nnotes\n', notes: 'by hand\n' })
    symlinkSync('/nowhere', join(top, 'cache'))
    expect(await refused(() => merge())).toMatchObject({ kind: 'target-in-the-way', files: ['cache', 'notes'] })
  })

  test('is nothing that the merge does not write, and that stays, staged or not', async () => {
    diverge()
    write({ 'b.txt': 'staged\n', 'untracked.txt': 'mine\n' })
    git('add', 'b.txt')
    write({ 'b.txt': 'staged\nand more\n' })
    const before = git('diff', '--cached')
    expect((await merge()).ok).toBe(true)
    expect(git('diff', '--cached')).toBe(before)
    expect(git('status', '--porcelain')).toBe('MM b.txt\n?? untracked.txt')
  })

  test('is not stashed, even where merge.autostash is set', async () => {
    diverge()
    git('config', 'merge.autostash', 'true')
    write({ 'a.txt': 'mine\n' })
    expect(await refused(() => merge())).toMatchObject({ kind: 'target-in-the-way' })
    expect(git('stash', 'list')).toBe('')
  })
})

describe('nothing is merged', () => {
  test('of branches in conflict, whose files are named', async () => {
    commit({ 'odd "name\n': 'main\n', 'b.txt': 'main\n' }, 'On main')
    commitOn('work', { 'odd "name\n': 'work\n', 'b.txt': 'work\n' }, 'On work')
    const fault = { kind: 'merge-conflicts', source: 'work', target: 'main', files: ['b.txt', 'odd "name\n'] }
    expect(await refused(() => merge())).toEqual({ ...fault, commit: null })
    expect(await refused(() => merge('squash'))).toEqual({ ...fault, commit: null })
    expect(await refused(() => merge('rebase'))).toEqual({ ...fault, commit: 'On work' })
  })

  test('that is merged already', async () => {
    commit({}, 'On main')
    const fault = { kind: 'nothing-to-merge', source: 'work', target: 'main' }
    for (const strategy of ['merge', 'squash', 'rebase'] as const) {
      expect(await refused(() => merge(strategy))).toEqual(fault)
    }
    git('cherry-pick', commitOn('work', { 'b.txt': 'same\n' }, 'On work'))
    for (const strategy of ['squash', 'rebase'] as const) expect(await refused(() => merge(strategy))).toEqual(fault)
  })

  test('of histories with no commit in common', async () => {
    git('checkout', '--quiet', '--orphan', 'island')
    commit({}, 'Island')
    git('checkout', '--quiet', 'main')
    for (const strategy of ['merge', 'squash', 'rebase'] as const) {
      expect(await refused(() => merge(strategy, { source: 'island' }))).toMatchObject({ kind: 'histories-unrelated' })
    }
  })

  test('from or into a branch that does not exist or has no commit', async () => {
    const order = {
      repository: top,
      sourceId: id('work'),
      targetId: id('main'),
      strategy: 'merge',
      message: null,
    } as const
    const attempt = (source: string, target: string) => () => mergeBranches(world.git, { ...order, source, target })
    expect(await refused(attempt('work', 'none'))).toEqual({ kind: 'branch-missing', name: 'none' })
    git('checkout', '--quiet', '--orphan', 'unborn')
    expect(await refused(attempt('unborn', 'main'))).toEqual({ kind: 'branch-missing', name: 'unborn' })
  })

  test('in an empty repository', async () => {
    const empty = join(world.path, 'empty')
    world.run(world.path, 'init', '--quiet', '--initial-branch=main', empty)
    const order = { repository: empty, source: 'work', target: 'main', strategy: 'merge', message: null } as const
    expect(await mergeBranches(world.git, { ...order, sourceId: '', targetId: '' })).toEqual({
      ok: false,
      fault: { kind: 'branch-missing', name: 'work' },
    })
  })
})

describe('a rebase', () => {
  test('puts copies on the target and leaves the source where it is', async () => {
    diverge()
    const [source, target] = [id('work'), id('main')]
    expect((await merge('rebase')).ok).toBe(true)
    expect(git('log', '-1', '--format=%P %an %cn %s', 'main')).toBe(`${target} Ada Cy On work`)
    expect(id('work')).toBe(source)
  })

  test('keeps authors and messages that are not UTF-8 readable', async () => {
    commit({ 'b.txt': 'main\n' }, 'On main')
    git('checkout', '--quiet', 'work')
    write({ 'c.txt': 'c\n' })
    git('add', '--all')
    writeFileSync(join(world.path, 'message'), Buffer.from('Gr\xfc\xdfe\n', 'latin1'))
    const encoded = ['-c', 'i18n.commitEncoding=ISO-8859-1', '-c', 'user.name=x']
    git(...encoded, 'commit', '--quiet', '-F', join(world.path, 'message'))
    git('checkout', '--quiet', 'main')
    git('config', 'i18n.commitEncoding', 'ISO-8859-1')
    expect((await merge('rebase')).ok).toBe(true)
    expect(git('log', '-1', '--encoding=UTF-8', '--format=%s', 'main')).toBe('Grüße')
  })
})
