import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { attachedFiles, matchingFiles, namedPaths } from '../../main/core/agents/attach.ts'
import { gitWith } from '../../main/core/git/git.ts'
import { makeRepository, temporaryFolder } from '../helpers/temporary.ts'

let folder: ReturnType<typeof temporaryFolder>

beforeEach(() => {
  folder = temporaryFolder()
  makeRepository(folder.path, { 'src/a.ts': 'a', 'src/b c.ts': 'b', '.gitignore': 'ignored.txt\n', 'ignored.txt': 'x' })
})
afterEach(() => folder.remove())

describe('files named in a message', () => {
  test('are the words behind an @ that begins a word, without the sentence around them', () => {
    expect(namedPaths('see @src/a.ts, (@b.ts) and @"b c.ts" but not me@x.org; @src/a.ts again')).toEqual([
      'src/a.ts',
      'b.ts',
      'b c.ts',
    ])
  })

  test('are read from the directory; a word that names no file is text', async () => {
    expect(await attachedFiles(folder.path, 'ask @someone about @src/a.ts and @types/node @"src/b c.ts"')).toEqual({
      files: [
        { path: 'src/a.ts', content: 'a' },
        { path: 'src/b c.ts', content: 'b' },
      ],
      problems: [],
    })
  })

  test.each([
    ['leads out', '@../elsewhere', 'it is outside'],
    ['is absolute', '@/etc/passwd', 'it is outside'],
    ['is a link that leads out', '@sub/link', 'it is outside'],
    ['is of git', '@.git/config', 'it is outside'],
    ['is binary', '@binary', 'it is not text'],
    ['is not UTF-8', '@latin', 'it is not text'],
    ['is large', '@large', 'it is larger than 256 KB'],
  ])('are refused where the path %s', async (_what, text, why) => {
    makeRepository(join(folder.path, 'sub'))
    symlinkSync('/etc/passwd', join(folder.path, 'sub', 'link'))
    writeFileSync(join(folder.path, 'binary'), Buffer.from([1, 0, 2]))
    writeFileSync(join(folder.path, 'latin'), Buffer.from([0xe4]))
    writeFileSync(join(folder.path, 'large'), 'x'.repeat(300_000))
    const { problems } = await attachedFiles(folder.path, text)
    expect(problems).toEqual([expect.objectContaining({ why: expect.stringContaining(why) })])
  })
})

describe('completion of files', () => {
  const git = gitWith({ PATH: process.env.PATH })

  test('offers what fits, best first, without ignored files', async () => {
    expect(await matchingFiles(git, folder.path, 'bc')).toEqual({ ok: true, value: ['src/b c.ts'] })
    expect(await matchingFiles(git, folder.path, 'ignored')).toEqual({ ok: true, value: [] })
    expect(await matchingFiles(git, folder.path, '')).toMatchObject({ value: ['.gitignore', 'src/a.ts', 'src/b c.ts'] })
  })
})
