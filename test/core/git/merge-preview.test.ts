import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Git } from '../../../main/core/git/git.ts'
import { changesAt } from '../../../main/core/git/merge/changes-at.ts'
import { type PreviewQuestion, preview } from '../../../main/core/git/merge/preview.ts'
import { hoverVerdict, type VerdictCache } from '../../../main/core/git/merge/verdict.ts'
import { type GitSample, gitSample } from '../../helpers/git-sample.ts'
import { filesOf } from '../../helpers/git-world.ts'

let { world, top, git, id, write, commit, commitOn } = {} as GitSample

beforeEach(() => {
  ;({ world, top, git, id, write, commit, commitOn } = gitSample())
})
afterEach(() => world.remove())

const questionOf = (more: Partial<PreviewQuestion> = {}): PreviewQuestion => ({
  ...{ repository: top, source: 'work', target: 'main', base: null, sourceAt: null, targetAt: top },
  ...{ targetAlsoAt: null, strategy: 'merge' },
  ...more,
})
const look = async (more: Partial<PreviewQuestion> = {}, cache: VerdictCache = new Map()) => {
  const result = await preview(world.git, cache, questionOf(more))
  if (!result.ok) throw new Error(result.fault.kind)
  return result.value
}

describe('a preview', () => {
  test('shows commits and files with their lines, renames, binary files and odd names', async () => {
    commit({ 'b.txt': 'main\n' }, 'On main')
    git('checkout', '--quiet', 'work')
    renameSync(join(top, 'a.txt'), join(top, 'ä "q"\n.txt'))
    commit(
      { 'ä "q"\n.txt': '1\n2\n3\n4\n5\n6\n7\nwork\n', ':colon': 'x\n', '1\t2\ttab': 'y\n' },
      'Moved | \u0001 things',
    )
    writeFileSync(join(top, 'image'), Buffer.from([0, 1, 2]))
    commit({}, 'An image')
    git('checkout', '--quiet', 'main')

    const seen = await look()
    const line = { author: 'Ada', at: 1_700_000_000_000, inherited: false }
    expect(seen).toEqual({
      ...{ strategy: 'merge', source: 'work', target: 'main', targetAt: top },
      ...{ sourceId: id('work'), targetId: id('main'), leftOut: [], stoppedAt: null },
      between: { from: id('main'), to: git('merge-tree', '--write-tree', 'main', 'work') },
      commits: [
        { ...line, id: id('work'), subject: 'An image', added: 0, removed: 0 },
        { ...line, id: id('work~1'), subject: 'Moved | \u0001 things', added: 3, removed: 1 },
      ],
      files: [
        { path: '1\t2\ttab', status: 'A', from: null, added: 1, removed: 0 },
        { path: ':colon', status: 'A', from: null, added: 1, removed: 0 },
        { path: 'image', status: 'A', from: null, added: null, removed: null },
        { path: 'ä "q"\n.txt', status: 'R', from: 'a.txt', added: 1, removed: 1 },
      ],
      ...{ conflicts: [], fastForward: false, uncommitted: [], hindrances: [] },
    })
  })

  test('tells the commits that came from the base', async () => {
    git('branch', 'base', 'work')
    commitOn('base', { 'c.txt': 'c\n' }, 'Of the base')
    git('branch', '--force', 'work', 'base')
    commitOn('work', { 'd.txt': 'd\n' }, 'Own')
    const flags = async (base: string | null) =>
      (await look({ base })).commits.map((line) => `${line.subject} ${line.inherited}`)
    expect(await flags('base')).toEqual(['Own false', 'Of the base true'])
    expect(await flags('main')).toEqual(['Own false', 'Of the base false'])
    expect(await flags('gone')).toEqual(['Own false', 'Of the base false'])
  })

  test('names the files in conflict and shows what the source changed', async () => {
    commit({ 'b.txt': 'main\n' }, 'On main')
    commitOn('work', { 'b.txt': 'work\n' }, 'On work')
    const seen = await look()
    expect(seen.conflicts).toEqual(['b.txt'])
    expect(seen.files).toEqual([{ path: 'b.txt', status: 'M', from: null, added: 1, removed: 1 }])
  })

  test('counts a change that the target has already as none', async () => {
    commitOn('work', { 'c.txt': 'c\n', 'd.txt': 'd\n' }, 'On work')
    commit({ 'c.txt': 'c\n' }, 'The same')
    expect((await look()).files.map((file) => file.path)).toEqual(['d.txt'])
  })

  test('of two branches that merged each other says what git merge would', async () => {
    commit({ 'b.txt': 'main\n' }, 'On main')
    commitOn('work', { 'a.txt': 'work\n2\n3\n4\n5\n6\n7\n8\n' }, 'On work')
    const [main, work] = [id('main'), id('work')]
    git('merge', '--quiet', '--no-edit', work)
    git('checkout', '--quiet', 'work')
    git('merge', '--quiet', '--no-edit', main)
    git('checkout', '--quiet', 'main')
    commitOn('work', { 'c.txt': 'c\n' }, 'More')
    const seen = await look()
    expect(seen.conflicts).toEqual([])
    expect(seen.files.map((file) => file.path)).toEqual(['c.txt'])
  })

  test('has no commits where all is merged, and says when the target can move forward', async () => {
    expect(await look()).toMatchObject({ commits: [], files: [], fastForward: false })
    commitOn('work', {}, 'On work')
    expect(await look()).toMatchObject({ commits: [{ subject: 'On work' }], fastForward: true })
  })

  test('names what is in the way, and touches nothing', async () => {
    commitOn('work', { 'a.txt': 'work\n', 'c.txt': 'c\n' }, 'On work')
    write({ 'a.txt': 'mine\n', 'c.txt': 'mine\n', 'other.txt': 'mine\n' })
    writeFileSync(join(top, '.git', 'MERGE_HEAD'), `${id('work')}\n`)
    const state = () => [filesOf(top), git('status', '--porcelain=v2', '--branch'), git('ls-files', '--stage')]
    const before = state()
    expect((await look()).hindrances).toEqual([
      { kind: 'underway', path: top, what: 'merge' },
      { kind: 'target-changed', path: top, files: ['a.txt', 'c.txt'] },
    ])
    expect(state()).toEqual(before)
  })

  test('names both ends of a rename that are in the way, and names that are no text', async () => {
    git('checkout', '--quiet', 'work')
    renameSync(join(top, 'a.txt'), join(top, 'ä moved'))
    commit({}, 'Moved')
    git('checkout', '--quiet', 'main')
    write({ 'a.txt': 'mine\n', 'ä moved': 'mine\n' })
    expect((await look()).hindrances).toEqual([{ kind: 'target-changed', path: top, files: ['a.txt', 'ä moved'] }])

    const bytes = Buffer.concat([Buffer.from(`${top}/`), Buffer.from([0x62, 0xff])])
    git('checkout', '--quiet', '--force', 'work')
    writeFileSync(bytes, 'work\n')
    commit({}, 'No text')
    git('checkout', '--quiet', 'main')
    writeFileSync(bytes, 'mine\n')
    const [hindrance] = (await look()).hindrances
    expect(hindrance).toMatchObject({ kind: 'target-changed', files: ['b\ufffd'] })
  })

  test('runs git no more often than somebody who types the same, and once for the branches', async () => {
    commit({ 'b.txt': 'main\n' }, 'On main')
    commitOn('work', { 'a.txt': 'work\n' }, 'On work')
    const workAt = join(world.path, 'work')
    git('worktree', 'add', '--quiet', workAt, 'work')
    const verbs: string[] = []
    const counting: Git = (folder, args, options) => {
      verbs.push(args.find((word, at) => word !== '-c' && args[at - 1] !== '-c') ?? '')
      return world.git(folder, args, options)
    }
    const branches = { source: 'work', target: 'main', base: 'main' }
    const seen = await preview(counting, new Map(), {
      ...{ repository: top, ...branches, sourceAt: workAt, targetAt: top, targetAlsoAt: null, strategy: 'merge' },
    })
    expect(seen).toMatchObject({ ok: true, value: { files: [{ path: 'a.txt' }], fastForward: false } })
    expect(verbs.toSorted()).toEqual(['config', 'diff-tree', 'log', 'merge-tree', 'rev-parse', 'status', 'status'])
  })

  test('of branches that are missing or unrelated is a fault', async () => {
    const ask = async (source: string) => {
      const result = await preview(world.git, new Map(), questionOf({ source, targetAt: null }))
      return result.ok ? null : result.fault
    }
    expect(await ask('none')).toEqual({ kind: 'branch-missing', name: 'none' })
    git('checkout', '--quiet', '--orphan', 'island')
    commit({}, 'Island')
    expect(await ask('island')).toEqual({ kind: 'histories-unrelated', source: 'island', target: 'main' })
  })
})

describe('a preview of a rebase', () => {
  test('names the commit that does not fit, where a merge would go', async () => {
    const back = 'a.txt'
    commitOn('work', { [back]: 'work\n' }, 'There')
    commitOn('work', { [back]: '1\n2\n3\n4\n5\n6\n7\n8\n' }, 'And back')
    commit({ [back]: 'main\n' }, 'On main')
    const cache: VerdictCache = new Map()
    expect(await look({}, cache)).toMatchObject({ conflicts: [], stoppedAt: null, strategy: 'merge' })
    expect(await look({ strategy: 'rebase' }, cache)).toMatchObject({
      ...{ conflicts: ['a.txt'], stoppedAt: 'There', strategy: 'rebase' },
      between: { from: id('main~1'), to: id('work') },
    })
    expect(await look({ strategy: 'squash' }, cache)).toMatchObject({ conflicts: [], stoppedAt: null })
  })

  test('tells the commits that it leaves out, moves nothing and writes none', async () => {
    const same = commitOn('work', { 'c.txt': 'c\n' }, 'The same')
    commitOn('work', { 'd.txt': 'd\n' }, 'Another')
    commit({ 'b.txt': 'main\n' }, 'On main')
    const merged = () => {
      git('checkout', '--quiet', 'work')
      git('merge', '--quiet', '--no-edit', 'main')
      git('checkout', '--quiet', 'main')
      return id('work')
    }
    const join = merged()
    git('cherry-pick', same)
    const refs = git('for-each-ref')
    const seen = await look({ strategy: 'rebase' })
    expect(seen.leftOut.toSorted()).toEqual([same, join].toSorted())
    expect(seen).toMatchObject({ hindrances: [], conflicts: [], files: [{ path: 'd.txt' }] })
    expect(git('for-each-ref')).toBe(refs)
    const commits = git('cat-file', '--batch-all-objects', '--batch-check=%(objecttype) %(objectname)')
      .split('\n')
      .filter((line) => line.startsWith('commit'))
      .map((line) => git('log', '-1', '--format=%cn %s', line.slice(7)))
    expect(commits.filter((line) => line.endsWith('Another') && !line.startsWith('Ikigai'))).toHaveLength(1)
  })

  test('says where nothing would be left of it, and so does one of a squash', async () => {
    const same = commitOn('work', { 'c.txt': 'c\n' }, 'The same')
    commit({ 'b.txt': 'main\n' }, 'On main')
    git('cherry-pick', same)
    for (const strategy of ['rebase', 'squash'] as const)
      expect((await look({ strategy })).hindrances).toEqual([{ kind: 'nothing-left' }])
    expect((await look()).hindrances).toEqual([])
  })
})

test('the verdict on a pair costs one run of git once it is known', async () => {
  commit({ 'b.txt': 'main\n' }, 'On main')
  commitOn('work', { 'b.txt': 'work\n' }, 'On work')
  const verbs: string[] = []
  const counting: Git = (folder, args, options) => {
    verbs.push(args[0] ?? '')
    return world.git(folder, args, options)
  }
  const cache: VerdictCache = new Map()
  const ask = () => hoverVerdict(counting, cache, questionOf())
  const first = await ask()
  expect(first).toMatchObject({ ok: true, value: { outcome: { kind: 'conflicts', files: ['b.txt'] } } })
  verbs.length = 0
  expect(await ask()).toEqual(first)
  expect(verbs).toEqual(['rev-parse'])
  commitOn('work', { 'b.txt': 'main\n' }, 'As main has it')
  expect(await ask()).toMatchObject({ value: { outcome: { kind: 'clean' } } })
})

describe('work that is not committed', () => {
  const changes = async (folder = top) => {
    const result = await changesAt(world.git, folder)
    if (!result.ok) throw new Error(result.fault.kind)
    return result.value.map(
      ({ status, path, from, added, removed }) => `${status} ${path} ${from} +${added} -${removed}`,
    )
  }

  test('is listed with its lines, untracked files and moved ones too, and nothing is staged', async () => {
    write({ '.git/info/exclude': 'ignored\n' })
    write({ 'b.txt': 'staged\n', 'new/ü\n': 'x\ny\n', ignored: '', 'two words': 'x' })
    git('add', 'b.txt')
    renameSync(join(top, 'a.txt'), join(top, 'moved'))
    const index = git('ls-files', '--stage', '--debug')
    git('hash-object', '-w', '--stdin') // what stands for untracked content
    const objects = git('count-objects')
    expect(await changes()).toEqual([
      'M b.txt null +1 -1',
      'R moved a.txt +0 -0',
      '? new/ü\n null +2 -0',
      '? two words null +1 -0',
    ])
    expect(git('ls-files', '--stage', '--debug')).toBe(index)
    expect(git('count-objects')).toBe(objects)
  })

  test('is listed before the first commit, in conflict, and around a repository inside', async () => {
    const empty = join(world.path, 'empty')
    world.run(world.path, 'init', '--quiet', empty)
    expect(await changes(empty)).toEqual([])
    write({ one: '1\n' }, empty)
    expect(await changes(empty)).toEqual(['? one null +1 -0'])
    world.run(empty, 'add', 'one')
    expect(await changes(empty)).toEqual(['A one null +1 -0'])

    commit({ 'b.txt': 'main\n' }, 'On main')
    commitOn('work', { 'b.txt': 'work\n' }, 'On work')
    world.exit(top, 'merge', 'work')
    world.run(top, 'init', '--quiet', 'nested')
    expect((await changes()).map((line) => line.slice(0, 8))).toEqual(['U b.txt ', '? nested'])
  })
})
