import { lstatSync, mkdirSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { gitWith } from '../../../main/core/git/git.ts'
import { copyIncluded, findIncluded } from '../../../main/core/git/include.ts'
import { makeRepository, runGit, temporaryFolder, writeFiles } from '../../helpers/temporary.ts'
import { succeeded } from './succeeded.ts'

let folder: ReturnType<typeof temporaryFolder>
let from: string
let to: string
const git = gitWith(process.env)

beforeEach(() => {
  folder = temporaryFolder()
  from = join(folder.path, 'sample')
  to = join(from, '.worktrees', 'one')
})
afterEach(() => folder.remove())

const copy = async (largest?: number) =>
  copyIncluded(
    { from, to, ...(largest === undefined ? {} : { largest }) },
    succeeded(await findIncluded(git, { from, to })),
  )
const start = (files: Record<string, string>) => {
  makeRepository(from, files)
  writeFiles(from, { '.git/info/exclude': '/.worktrees/\n' })
  runGit(from, 'worktree', 'add', '--quiet', '-b', 'one', to)
}
const content = (name: string) => readFileSync(join(to, name), 'utf8')

describe('what a new worktree gets', () => {
  test('is the .env files by default, but for those in folders that git ignores, and in other worktrees', async () => {
    start({ '.gitignore': '.env*\n!.env.example\nnode_modules/\n', '.env.example': 'E=', 'app/a.ts': '' })
    writeFiles(from, {
      '.env': 'A=1',
      'app/.env.local': 'B=2',
      'node_modules/x/.env': 'no',
      '.worktrees/one/x/.env': 'no',
      'other.txt': 'no',
    })
    expect(await copy()).toEqual({ files: ['.env', 'app/.env.local'], leftOut: [], missing: [] })
    expect([content('.env'), content('app/.env.local')]).toEqual(['A=1', 'B=2'])
    expect(runGit(to, 'status', '--porcelain')).toBe('')
  })

  test('is what .worktreeinclude lists, read as git reads patterns', async () => {
    start({ '.gitignore': 'secrets/\nnode_modules/\nconfig/*.local\n' })
    writeFiles(from, {
      '.worktreeinclude':
        '# local settings\r\n.env*\r\n!.env.prod\nsecrets/\nconfig/**/*.local\nnode_modules/kept/x\n/nowhere\n.gitignore\n',
      '.env': '',
      '.env.prod': 'no',
      'secrets/deep/key "ü"\n.pem': 'key',
      'config/a.local': 'a',
      'config/b.other': 'no',
      'node_modules/kept/x': 'x',
      'node_modules/kept/.env': 'no',
    })
    const copied = await copy()
    expect(copied.files.sort()).toEqual(
      ['.env', 'config/a.local', 'node_modules/kept/x', 'secrets/deep/key "ü"\n.pem'].sort(),
    )
    expect(copied).toMatchObject({ leftOut: [], missing: ['nowhere'] })
  })

  test('overwrites nothing, leads nowhere out, and leaves out what is large', async () => {
    start({ 'tracked/x': '' })
    runGit(from, 'rm', '--quiet', '--cached', 'tracked/x')
    writeFiles(from, { '.worktreeinclude': '*\n', '.env': 'mine', big: 'x'.repeat(2000), 'tracked/x': 'untracked now' })
    writeFiles(from, { 'out/x': 'x', 'in.txt': '' })
    writeFiles(to, { '.env': 'theirs', 'in.txt/x': '' })
    mkdirSync(join(folder.path, 'outside'))
    symlinkSync(join(folder.path, 'outside'), join(to, 'out'))
    symlinkSync('.env', join(from, 'kept-link'))
    symlinkSync('../../etc', join(from, 'leading-out'))
    symlinkSync(join(from, '.env'), join(from, 'absolute'))
    const copied = await copy(1000)
    expect(copied.files.sort()).toEqual(['.worktreeinclude', 'kept-link'])
    expect(copied.leftOut.sort((a, b) => a.path.localeCompare(b.path))).toEqual([
      { path: '.env', why: 'exists' },
      { path: 'absolute', why: 'leads-out' },
      { path: 'big', why: 'too-large' },
      { path: 'in.txt', why: 'exists' },
      { path: 'leading-out', why: 'leads-out' },
      { path: 'out/x', why: 'leads-out' },
      { path: 'tracked/x', why: 'exists' },
    ])
    expect(content('.env')).toBe('theirs')
    expect(content('tracked/x')).toBe('')
    expect(readlinkSync(join(to, 'kept-link'))).toBe('.env')
    expect(lstatSync(join(to, 'out')).isSymbolicLink()).toBe(true)
  })

  test('is found while the worktree is made, and nothing of the worktree itself is', async () => {
    makeRepository(from, { '.gitignore': '.env*\n' })
    for (const half of [from, to]) writeFiles(half, { '.env': '', 'app/.env': '', 'app/a.ts': '' })
    const found = succeeded(await findIncluded(git, { from, to }))
    expect(found.files.toSorted()).toEqual(['.env', 'app/.env'])
  })

  test('is nothing where the list is empty', async () => {
    start({ '.worktreeinclude': '# nothing\n' })
    writeFiles(from, { '.env': '' })
    expect(await copy()).toEqual({ files: [], leftOut: [], missing: [] })
  })

  test('is not known where there is no room for asking git', async () => {
    start({ 'a.ts': '' })
    vi.stubEnv('TMPDIR', join(folder.path, 'nowhere'))
    try {
      const found = await findIncluded(git, { from, to })
      expect(found).toMatchObject({ ok: false, fault: { kind: 'git-failed', reason: expect.stringMatching(/ENOENT/) } })
    } finally {
      vi.unstubAllEnvs()
    }
  })
})
