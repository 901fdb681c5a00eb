import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { gitWith } from '../../../main/core/git/git.ts'
import { restoreSnapshot } from '../../../main/core/git/restore-snapshot.ts'
import { type SnapshotWish, snapshotWorktree } from '../../../main/core/git/snapshot.ts'
import { makeRepository, runGit, temporaryFolder, writeFiles } from '../../helpers/temporary.ts'
import { succeeded } from './succeeded.ts'
import { stateOf, untouchedBySnapshots } from './worktree-state.ts'

let folder: ReturnType<typeof temporaryFolder>
let path: string
const git = gitWith(process.env)
const ref = 'refs/ikigai/closed/one'

beforeEach(() => {
  folder = temporaryFolder()
  path = join(folder.path, 'sample')
})
afterEach(() => folder.remove())

const snapshot = async (more: Partial<SnapshotWish> = {}) =>
  succeeded(await snapshotWorktree(git, { path, ref, message: 'Before closing', ...more }))

/** A worktree as new, at the snapshot's own commit, with the snapshot restored into it. */
async function restored(name = 'fresh', from = ref): Promise<string> {
  const fresh = join(folder.path, name)
  runGit(path, 'worktree', 'add', '--quiet', '--detach', fresh, `${from}^1`)
  succeeded(await restoreSnapshot(git, { path: fresh, snapshot: from }))
  return fresh
}

describe('a snapshot', () => {
  test('brings back edits, additions, deletions, modes and links, and what of them was staged', async () => {
    makeRepository(path, { 'a.txt': 'a\n', 'b.txt': 'b\n', 'c.txt': 'c\n', 'd/e.txt': 'e\n', 'f/g.txt': 'g\n', h: 'h' })
    writeFiles(path, { 'a.txt': 'staged\n', 'new.txt': 'new\n', 'n\new "ünï" .txt': 'odd\n', '-x': '', ' ': 'space' })
    runGit(path, 'add', 'a.txt', 'new.txt')
    writeFiles(path, { 'a.txt': 'staged, then edited\n' })
    rmSync(join(path, 'b.txt'))
    runGit(path, 'rm', '--quiet', '--cached', 'c.txt')
    chmodSync(join(path, 'h'), 0o755)
    rmSync(join(path, 'd'), { recursive: true })
    symlinkSync('f', join(path, 'd'))
    rmSync(join(path, 'f'), { recursive: true })
    writeFileSync(join(path, 'f'), 'a file now')
    symlinkSync('/nowhere/at/all', join(path, 'dangling'))
    const [before, kept] = [stateOf(path), untouchedBySnapshots(path)]

    const made = await snapshot()
    expect(made).toMatchObject({ head: runGit(path, 'rev-parse', 'HEAD').trim(), leftOut: [] })
    expect(untouchedBySnapshots(path)).toEqual(kept)
    expect(stateOf(await restored())).toEqual(before)
  })

  test('of a worktree without changes restores one without changes', async () => {
    makeRepository(path)
    await snapshot()
    expect(runGit(await restored(), 'status', '--porcelain')).toBe('')
  })

  test('notices a change within the instant in which the index was written', async () => {
    makeRepository(path, { 'a.txt': 'one\n' })
    for (const [at, text] of ['two\n', 'six\n', 'ten\n'].entries()) {
      writeFiles(path, { 'a.txt': 'old\n' })
      runGit(path, 'add', 'a.txt')
      writeFiles(path, { 'a.txt': text })
      await snapshot({ ref: `refs/ikigai/racy/${at}` })
      expect(runGit(path, 'show', `refs/ikigai/racy/${at}:a.txt`)).toBe(text)
    }
  })

  test('keeps changes that git was told not to look at', async () => {
    makeRepository(path, { 'assumed.txt': 'a', 'skipped.txt': 's', 'gone.txt': 'g', 'sparse.txt': 'p' })
    runGit(path, 'update-index', '--assume-unchanged', 'assumed.txt', 'gone.txt')
    runGit(path, 'update-index', '--skip-worktree', 'skipped.txt', 'sparse.txt')
    writeFiles(path, { 'assumed.txt': 'mine', 'skipped.txt': 'mine' })
    rmSync(join(path, 'gone.txt'))
    rmSync(join(path, 'sparse.txt'))
    const kept = untouchedBySnapshots(path)
    await snapshot()
    expect(untouchedBySnapshots(path)).toEqual(kept)
    expect(stateOf(await restored()).files).toEqual({
      'assumed.txt': 'file mine',
      'skipped.txt': 'file mine',
      'sparse.txt': 'file p',
    })
  })

  test('holds no files of a folder that has become a link to itself', async () => {
    makeRepository(path, { 'a/b.txt': 'b', 'c.txt': 'c' })
    writeFiles(path, { '.gitignore': 'a\n' })
    rmSync(join(path, 'a'), { recursive: true })
    symlinkSync('a', join(path, 'a'))
    await snapshot()
    expect(runGit(path, 'ls-tree', '-r', '--name-only', ref)).toBe('.gitignore\nc.txt\n')
  })

  test('leaves ignored files alone, both ways', async () => {
    makeRepository(path, { '.gitignore': 'secret\nbuild/\n' })
    writeFiles(path, { secret: 'x', 'build/out': 'x', kept: 'x' })
    await snapshot()
    const fresh = join(folder.path, 'fresh')
    runGit(path, 'worktree', 'add', '--quiet', '--detach', fresh)
    writeFiles(fresh, { secret: 'other', 'later.txt': 'made after the snapshot' })
    succeeded(await restoreSnapshot(git, { path: fresh, snapshot: ref }))
    expect(Object.keys(stateOf(fresh).files).sort()).toEqual(['.gitignore', 'kept', 'secret'])
    expect(readFileSync(join(fresh, 'secret'), 'utf8')).toBe('other')
  })

  test('leaves out what git tracks no more and ignores, also where it is committed', async () => {
    makeRepository(path, { 'a.txt': 'a\n', 'secret.env': 'committed\n' })
    runGit(path, 'rm', '--quiet', '--cached', 'secret.env')
    writeFiles(path, { '.gitignore': '*.env\n' })
    const { files, ...state } = stateOf(path)
    await snapshot()
    const { 'secret.env': _, ...wanted } = files
    expect(stateOf(await restored())).toEqual({ ...state, files: wanted })
  })

  test('says which files were left out, and why', async () => {
    makeRepository(path, { 'big.txt': 'small\n', 'a.txt': 'a\n' })
    writeFiles(path, { 'big.txt': 'x'.repeat(5000), 'new.bin': 'x'.repeat(5000), 'ok.txt': 'x' })
    makeRepository(join(path, 'nested'))
    makeRepository(join(path, 'unborn'), {})
    writeFiles(path, { 'unborn/some.txt': 'x' })
    const made = await snapshot({ largest: 4096 })
    expect(made.leftOut).toEqual([
      { path: 'big.txt', why: 'too-large', bytes: 5000 },
      { path: 'nested', why: 'nested-repository' },
      { path: 'new.bin', why: 'too-large', bytes: 5000 },
      { path: 'unborn', why: 'nested-repository' },
    ])
    const fresh = await restored()
    expect(Object.keys(stateOf(fresh).files).sort()).toEqual(['a.txt', 'big.txt', 'ok.txt'])
    expect(readFileSync(join(fresh, 'big.txt'), 'utf8')).toBe('small\n')
  })

  test('names a submodule with work of its own', async () => {
    makeRepository(join(folder.path, 'part'))
    makeRepository(path)
    runGit(path, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', join(folder.path, 'part'), 'part')
    runGit(path, 'commit', '--quiet', '--message', 'Part')
    expect((await snapshot({ ref: `${ref}-clean` })).leftOut).toEqual([])
    writeFiles(path, { 'part/README.md': 'changed\n' })
    expect((await snapshot()).leftOut).toEqual([{ path: 'part', why: 'submodule' }])
  })

  test('works before the first commit, and without an index', async () => {
    makeRepository(path, {})
    const empty = await snapshot({ ref: `${ref}-empty` })
    expect(empty).toMatchObject({ head: null, leftOut: [] })
    writeFiles(path, { 'a.txt': 'a', 'b.txt': 'b' })
    runGit(path, 'add', 'a.txt')
    const before = stateOf(path)
    await snapshot()
    rmSync(join(path, 'a.txt'))
    writeFiles(path, { 'c.txt': 'c' })
    runGit(path, 'add', '--all')
    succeeded(await restoreSnapshot(git, { path, snapshot: ref }))
    expect(stateOf(path)).toEqual(before)
  })

  test('in the middle of a merge keeps conflicts, resolutions, and what is being merged', async () => {
    makeRepository(path, { 'a.txt': 'a\n', 'b.txt': 'b\n', 'gone.txt': 'g\n', 'c.txt': 'c\n' })
    runGit(path, 'checkout', '--quiet', '-b', 'theirs')
    writeFiles(path, { 'a.txt': 'theirs\n', 'b.txt': 'theirs\n', 'gone.txt': 'theirs\n', 'd.txt': 'd\n' })
    runGit(path, 'commit', '--quiet', '--all', '--message', 'Theirs')
    runGit(path, 'checkout', '--quiet', 'main')
    writeFiles(path, { 'a.txt': 'ours\n', 'b.txt': 'ours\n' })
    runGit(path, 'rm', '--quiet', 'gone.txt')
    runGit(path, 'commit', '--quiet', '--all', '--message', 'Ours')
    expect(() => runGit(path, 'merge', 'theirs')).toThrow()
    writeFiles(path, { 'b.txt': 'both\n', 'c.txt': 'edited\n' })
    runGit(path, 'add', 'b.txt')
    const [before, kept] = [stateOf(path), untouchedBySnapshots(path)]
    await snapshot()
    expect(untouchedBySnapshots(path)).toEqual(kept)

    const fresh = await restored()
    expect(stateOf(fresh)).toEqual(before)
    const own = runGit(fresh, 'rev-parse', '--absolute-git-dir').trim()
    for (const name of ['MERGE_HEAD', 'MERGE_MSG', 'MERGE_MODE']) {
      expect(readFileSync(join(own, name), 'utf8')).toBe(readFileSync(join(path, '.git', name), 'utf8'))
    }
    runGit(fresh, 'add', '--all')
    runGit(fresh, 'commit', '--quiet', '--no-edit')
    expect(runGit(fresh, 'log', '-1', '--format=%p').split(' ')).toHaveLength(2)
  })

  test('runs no hook, asks for no name and no signature', async () => {
    makeRepository(path)
    for (const hook of ['reference-transaction', 'post-index-change', 'pre-commit', 'post-checkout']) {
      mkdirSync(join(path, '.git/hooks'), { recursive: true })
      writeFileSync(join(path, '.git/hooks', hook), `#!/bin/sh\ntouch '${folder.path}/ran-${hook}'\nexit 1\n`)
      chmodSync(join(path, '.git/hooks', hook), 0o755)
    }
    for (const [key, text] of Object.entries({
      'commit.gpgsign': 'true',
      'gpg.program': '/bin/false',
      'user.useConfigOnly': 'true',
    }))
      runGit(path, 'config', key, text)
    runGit(path, 'config', '--unset', 'user.name')
    runGit(path, 'config', '--unset', 'user.email')
    writeFiles(path, { 'new.txt': 'x' })
    await snapshot()
    succeeded(await restoreSnapshot(git, { path, snapshot: ref }))
    expect(readdirSync(folder.path)).toEqual(['sample'])
  })

  test('brings back the line ends of a file that git has as it is, and would check out otherwise', async () => {
    const ends = '\n\r\none\rtwo'
    makeRepository(path, { '.gitattributes': 'a binary\n', a: ends })
    runGit(path, 'config', 'core.autocrlf', 'true')
    writeFiles(path, { '.gitattributes': '* text\n' })
    await snapshot()
    rmSync(join(path, 'a'))
    succeeded(await restoreSnapshot(git, { path, snapshot: ref }))
    expect(readFileSync(join(path, 'a'), 'utf8')).toBe(ends)
  })

  test('of what is already kept leaves nothing behind in the git folder', async () => {
    makeRepository(path)
    const { id } = await snapshot()
    const before = readdirSync(join(path, '.git'))
    expect(await snapshot({ ref: `${ref}-again`, previous: id })).toMatchObject({ id, made: false })
    expect(readdirSync(join(path, '.git'))).toEqual(before)
  })

  test('does not overwrite an older one', async () => {
    makeRepository(path)
    const first = await snapshot()
    expect(await snapshotWorktree(git, { path, ref, message: 'Again' })).toMatchObject({
      ok: false,
      fault: { kind: 'git-failed', verb: 'fast-import' },
    })
    expect(runGit(path, 'rev-parse', ref).trim()).toBe(first.id)
  })

  test('keeps its message, whatever is in it', async () => {
    makeRepository(path)
    await snapshot({ message: 'ünï\n\nIkigai-Parents: merge merge' })
    expect(runGit(path, 'log', '-1', '--format=%s', ref)).toBe('ünï\n')
    expect(runGit(await restored(), 'status', '--porcelain')).toBe('')
  })

  test('leaves nothing behind, and says so when there is no worktree', async () => {
    expect(await snapshotWorktree(git, { path, ref, message: 'x' })).toEqual({
      ok: false,
      fault: { kind: 'worktree-gone', path },
    })
    makeRepository(path)
    expect(await restoreSnapshot(git, { path, snapshot: 'refs/ikigai/none' })).toEqual({
      ok: false,
      fault: { kind: 'snapshot-missing', snapshot: 'refs/ikigai/none' },
    })
    expect(existsSync(join(path, '.git/index.lock'))).toBe(false)
  })

  test.skipIf(process.platform !== 'linux')('keeps names that are not UTF-8', async () => {
    makeRepository(path, { 'a.txt': 'a' })
    writeFileSync(Buffer.concat([Buffer.from(`${path}/odd-`), Buffer.from([0xff, 0xfe])]), 'bytes')
    const before = stateOf(path)
    await snapshot()
    expect(stateOf(await restored())).toEqual(before)
  })
})
