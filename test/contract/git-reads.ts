import { chmodSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FastGitReads } from '../../main/core/git/reads/choose-reads.ts'
import type { GitReads } from '../../main/core/git/reads/git-reads.ts'
import type { ReadName } from '../../preload/protocol/reader.ts'
import { makeLargeRepository } from '../bench/large-repository.ts'
import { makeRepository, runGit, temporaryFolder, writeFiles } from '../helpers/temporary.ts'

/**
 * What every reader of git has to answer, whoever it is, of the reads that it
 * has. `shallow`: whether it is ever asked about history that was cut off.
 */
export function gitReadsContract(name: string, some: FastGitReads, { shallow }: { shallow: boolean }): void {
  const reads = some as GitReads // a test of a read that it has not is skipped, and null is no answer
  const testOf = (...names: ReadName[]) => test.skipIf(names.some((one) => some[one] === undefined))
  let folder: ReturnType<typeof temporaryFolder>
  let path: string
  beforeEach(() => {
    folder = temporaryFolder()
    path = join(folder.path, 'sample')
  })
  afterEach(() => folder.remove())

  const git = (...args: string[]) => runGit(path, ...args).trim()
  const value = async <T>(answer: Promise<{ ok: true; value: T } | { ok: false }>): Promise<T> => {
    const given = await answer
    if (!given.ok) throw new Error(JSON.stringify(given))
    return given.value
  }
  const status = (at = path) => value(reads.status(at))
  let clock = 1_700_000_000
  function commit(message: string, files: Record<string, string> = {}): string {
    clock += 60
    writeFiles(path, files)
    git('add', '--all')
    const dates = [`user.name=Ünï Çode`, `user.email=u@example.org`].flatMap((one) => ['-c', one])
    git(...dates, 'commit', '--quiet', '--allow-empty', '--message', message, '--date', `${clock} +0200`)
    return git('rev-parse', 'HEAD')
  }

  describe(`${name}: status`, () => {
    testOf('status')('counts every kind of change once, whatever the names', async () => {
      const odd = {
        'a b.txt': '1',
        'quo"te\'s': '2',
        'line\nend': '3',
        'ünï/çode.txt': '4',
        '-dash': '5',
        '[x]*?': '6',
      }
      makeRepository(path, { ...odd, same: 's', gone: 'g', staged: 's', both: 'b', kept: 'k', tool: 't', link: 'l' })
      expect(await status()).toMatchObject({ branch: 'main', modified: 0, untracked: 0, conflicts: 0 })
      writeFiles(path, Object.fromEntries(Object.keys(odd).map((file) => [file, 'changed'])))
      rmSync(join(path, 'gone'))
      writeFiles(path, { staged: 'x', both: 'x', new: 'n', 'folder/of/new': 'n', 'added\tlater': 'a', planned: 'p' })
      git('add', 'staged', 'both', 'added\tlater')
      git('add', '--intent-to-add', 'planned')
      writeFiles(path, { both: 'y' })
      git('rm', '--quiet', '--cached', 'kept')
      chmodSync(join(path, 'tool'), 0o755)
      rmSync(join(path, 'link'))
      symlinkSync('same', join(path, 'link'))
      writeFiles(path, { '.git/info/exclude': 'ignored\n', ignored: 'i' })
      expect(await status()).toEqual({
        ...{ head: git('rev-parse', 'HEAD'), branch: 'main', conflicts: 0 },
        modified: 14,
        untracked: 3,
      })
    })

    testOf('status')('sees through times and sizes, and writes nothing', async () => {
      makeRepository(path, { a: 'one', b: 'one', c: 'one' })
      git('config', 'core.trustctime', 'false')
      writeFiles(path, { a: 'two', b: 'one' })
      const before = git('hash-object', '--no-filters', '.git/index')
      expect(await status()).toMatchObject({ modified: 1 })
      expect(git('hash-object', '--no-filters', '.git/index')).toBe(before)
    })

    testOf('status')('before the first commit, and with HEAD detached', async () => {
      runGit(folder.path, 'init', '--quiet', '--initial-branch=ünborn/one', path)
      writeFiles(path, { a: 'a', b: 'b' })
      git('add', 'a')
      expect(await status()).toEqual({ head: null, branch: 'ünborn/one', modified: 1, untracked: 1, conflicts: 0 })
      const first = commit('One')
      git('checkout', '--quiet', '--detach')
      expect(await status()).toEqual({ head: first, branch: null, modified: 0, untracked: 0, conflicts: 0 })
    })

    testOf('status')('a file in conflict is that alone, whichever sides there are', async () => {
      makeRepository(path, { both: '1', theirs: '1', ours: '1', clean: '1' })
      git('checkout', '--quiet', '-b', 'other')
      rmSync(join(path, 'ours'))
      commit('Other', { both: '2', theirs: '2', added: 'other', clean: '2' })
      git('checkout', '--quiet', 'main')
      rmSync(join(path, 'theirs'))
      commit('Main', { both: '3', ours: '3', added: 'main' })
      expect(() => git('merge', '--quiet', 'other')).toThrow()
      expect(await status()).toMatchObject({ conflicts: 4, modified: 1, untracked: 0 })
    })

    testOf('status')('a submodule counts where it moved or is dirty, and a repository inside as one', async () => {
      const inner = join(folder.path, 'inner')
      makeRepository(inner, { i: 'i' })
      makeRepository(path, { a: 'a' })
      const add = ['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner]
      for (const at of ['moved', 'dirty', 'littered', 'still']) git(...add, at)
      commit('Modules')
      expect(await status()).toMatchObject({ modified: 0, untracked: 0 })
      // a submodule is a clone: it has nothing of the repository's own settings
      const someone = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org']
      runGit(join(path, 'moved'), ...someone, 'commit', '--quiet', '--allow-empty', '--message', 'Moved')
      writeFileSync(join(path, 'dirty/i'), 'changed')
      writeFileSync(join(path, 'littered/new'), 'new')
      makeRepository(join(path, 'nested'), { n: 'n' })
      expect(await status()).toMatchObject({ modified: 3, untracked: 1 })
    })

    testOf('status')('line ends and filters count as git counts them', async () => {
      makeRepository(path, { '.gitattributes': '*.txt text eol=crlf\n*.up filter=up\n', 'a.txt': 'a\n' })
      git('config', 'filter.up.clean', 'tr a-z A-Z')
      git('config', 'filter.up.smudge', 'tr A-Z a-z')
      writeFiles(path, { 'b.up': 'lower', 'c.up': 'lower' })
      commit('Filtered')
      writeFiles(path, { 'a.txt': 'a\r\n', 'b.up': 'lower', 'c.up': 'other' })
      // other line ends are another size, which git takes for a change
      expect(await status()).toMatchObject({ modified: 2, untracked: 0 })
    })

    testOf('status')('a worktree of its own, one in a sparse checkout, and one of a shallow clone', async () => {
      makeRepository(path, { 'a/a': 'a', 'b/b': 'b' })
      commit('Two', { c: 'c' })
      const linked = join(folder.path, 'linked tree')
      git('worktree', 'add', '--quiet', '-b', 'side', linked)
      writeFileSync(join(linked, 'c'), 'changed')
      expect(await status(linked)).toMatchObject({ branch: 'side', modified: 1, untracked: 0 })
      expect(await status()).toMatchObject({ branch: 'main', modified: 0, untracked: 0 })
      runGit(linked, 'checkout', '--quiet', '--', 'c')
      runGit(linked, 'sparse-checkout', 'set', 'a')
      expect(await status(linked)).toMatchObject({ modified: 0, untracked: 0 })
      const shallow = join(folder.path, 'shallow')
      runGit(folder.path, 'clone', '--quiet', '--depth=1', `file://${path}`, shallow)
      writeFileSync(join(shallow, 'new'), 'n')
      expect(await status(shallow)).toMatchObject({ branch: 'main', modified: 0, untracked: 1 })
    })

    testOf('status')('a large repository', async () => {
      await makeLargeRepository(path, 5000)
      writeFiles(path, { 'packages/area-0/module-0/src/part-0/file-3.ts': 'changed', 'packages/new.ts': 'new' })
      expect(await status()).toMatchObject({ modified: 1, untracked: 1, conflicts: 0 })
    })
  })

  describe(`${name}: refs and branches`, () => {
    testOf('refs')('the commits of refs, packed or not, and none where there is none', async () => {
      makeRepository(path)
      const first = git('rev-parse', 'HEAD')
      git('branch', 'group/ünï')
      git('tag', '--annotate', '--message', 'Tag', 'v1')
      git('pack-refs', '--all')
      const second = commit('Two')
      git('update-ref', 'refs/remotes/origin/main', second)
      const names = ['main', 'group/ünï', 'group', 'none'].map((one) => `refs/heads/${one}`)
      expect(await value(reads.refs(path, [...names, 'refs/remotes/origin/main']))).toEqual([
        ...[second, first, null, null],
        second,
      ])
      expect(await value(reads.refs(path, []))).toEqual([])
    })

    testOf('branches')('branches with their upstreams, and the worktree that has them checked out', async () => {
      const origin = join(folder.path, 'origin')
      makeRepository(origin)
      runGit(origin, 'branch', 'topic')
      runGit(folder.path, 'clone', '--quiet', origin, path)
      const head = git('rev-parse', 'HEAD')
      git('branch', '--quiet', '--track', 'mine', 'origin/topic')
      git('branch', '--quiet', '--track', 'local', 'main')
      git('config', 'branch.lost.remote', 'origin')
      git('config', 'branch.lost.merge', 'refs/heads/never')
      git('branch', 'lost')
      git('pack-refs', '--all')
      const odd = join(folder.path, 'odd "place" ünï')
      git('worktree', 'add', '--quiet', '-b', 'a/b', odd)
      git('worktree', 'add', '--quiet', '--detach', join(folder.path, 'detached'))
      const plain = { head, base: null, checkedOutAt: null, upstream: null }
      const expected = [
        { ...plain, name: 'a/b', checkedOutAt: odd },
        { ...plain, name: 'local', upstream: 'main' },
        { ...plain, name: 'lost', upstream: 'origin/never' },
        { ...plain, name: 'main', checkedOutAt: path, upstream: 'origin/main' },
        { ...plain, name: 'mine', upstream: 'origin/topic' },
      ]
      expect(await value(reads.branches(path))).toEqual(expected)
      expect(await value(reads.branches(odd))).toEqual(expected)
    })

    testOf('branches')('two hundred branches, and none before the first commit', async () => {
      runGit(folder.path, 'init', '--quiet', path)
      expect(await value(reads.branches(path))).toEqual([])
      commit('One')
      for (let at = 0; at < 200; at += 1) git('update-ref', `refs/heads/many/${at}`, 'HEAD')
      expect(await value(reads.branches(path))).toHaveLength(201)
    })
  })

  describe(`${name}: commits`, () => {
    const between = (one: string, other: string) => ({ head: one, base: other })

    testOf('aheadBehind', 'mergeBase')('how far two commits are apart, and where they meet', async () => {
      makeRepository(path)
      const fork = commit('Fork')
      git('checkout', '--quiet', '-b', 'one')
      commit('One')
      const one = commit('More')
      git('checkout', '--quiet', '-b', 'two', fork)
      const two = commit('Two')
      expect(await value(reads.aheadBehind(path, between(one, two)))).toEqual({ ahead: 2, behind: 1 })
      expect(await value(reads.aheadBehind(path, between(fork, two)))).toEqual({ ahead: 0, behind: 1 })
      expect(await value(reads.aheadBehind(path, between(two, two)))).toEqual({ ahead: 0, behind: 0 })
      expect(await value(reads.mergeBase(path, [one, two]))).toBe(fork)
      expect(await value(reads.mergeBase(path, [fork, two]))).toBe(fork)
      // merged both ways: each has the other's former end
      git('merge', '--quiet', '--no-edit', one)
      const both = git('rev-parse', 'HEAD')
      expect(await value(reads.mergeBase(path, [one, both]))).toBe(one)
      git('checkout', '--quiet', '--orphan', 'apart')
      const apart = commit('Apart')
      expect(await value(reads.mergeBase(path, [one, apart]))).toBe(null)
      expect(await value(reads.aheadBehind(path, between(apart, one)))).toMatchObject({ ahead: 1 })
    })

    testOf('log')('a log with all that a commit says, and one of a commit that is not there', async () => {
      makeRepository(path)
      git('checkout', '--quiet', '-b', 'side')
      const side = commit('Side\n\nWith a body,\nand ünï çode 🎉.\n')
      git('checkout', '--quiet', 'main')
      const main = commit('Main')
      git('merge', '--quiet', '--no-edit', 'side')
      const merge = git('rev-parse', 'HEAD')
      const [newest] = await value(reads.log(path, { id: merge, most: 1 }))
      expect(newest).toMatchObject({ id: merge, parents: [main, side], message: "Merge branch 'side'" })
      expect(await value(reads.log(path, { id: side, most: 1 }))).toEqual([
        {
          id: side,
          parents: [git('rev-parse', `${side}^`)],
          author: 'Ünï Çode',
          at: Number(git('log', '-1', '--format=%at', side)) * 1000,
          message: 'Side\n\nWith a body,\nand ünï çode 🎉.',
        },
      ])
      expect(await value(reads.log(path, { id: merge, most: 10 }))).toHaveLength(4)
      const missing = '1234567890'.repeat(4)
      const none = { ok: false, fault: { kind: 'commit-missing', name: missing } }
      expect(await reads.log(path, { id: missing, most: 1 })).toEqual(none)
    })

    test.runIf(shallow)('history that was cut off', async () => {
      makeRepository(path)
      for (let at = 0; at < 5; at += 1) commit(`Number ${at}`)
      const shallow = join(folder.path, 'shallow')
      runGit(folder.path, 'clone', '--quiet', '--depth=2', `file://${path}`, shallow)
      const [head = '', before = ''] = runGit(shallow, 'log', '--format=%H').split('\n')
      expect(await value(reads.log(shallow, { id: head, most: 10 }))).toHaveLength(2)
      expect(await value(reads.aheadBehind(shallow, between(head, before)))).toEqual({ ahead: 1, behind: 0 })
    })

    testOf('log', 'mergeBase')('the history of a large repository', async () => {
      await makeLargeRepository(path, 5000)
      const [newest = '', ...older] = git('log', '--format=%H').split('\n')
      const log = await value(reads.log(path, { id: newest, most: 100 }))
      expect(log.map(({ id }) => id)).toEqual([newest, ...older])
      expect(await value(reads.mergeBase(path, [newest, older[9] ?? '']))).toBe(older[9])
    })
  })
}
