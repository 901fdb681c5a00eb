import { mkdir, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inside } from '../../../main/core/tools/inside.ts'
import { agentFolder } from './agent-folder.ts'

const kindOf = async (directory: string, given: string, purpose: 'read' | 'write' = 'write') => {
  const at = await inside(directory, given, purpose)
  return at.ok ? 'ok' : at.fault.kind
}

test('leads to files inside the directory, those that do not exist yet included', async () => {
  const { directory, put } = await agentFolder()
  await put('src/a.ts', '')
  const at = async (given: string) => inside(directory, given, 'write')
  const a = { ok: true, value: { real: path.join(directory, 'src/a.ts'), name: 'src/a.ts' } }
  expect(await at('src/a.ts')).toEqual(a)
  expect(await at('./src/x/../a.ts')).toEqual(a)
  expect(await at(path.join(directory, 'src/a.ts'))).toEqual(a)
  expect(await at('new/folder/ünï\n.ts')).toEqual({
    ok: true,
    value: { real: path.join(directory, 'new/folder/ünï\n.ts'), name: 'new/folder/ünï\n.ts' },
  })
  expect(await at('..a/...')).toMatchObject({ ok: true })
  expect(await at('.gitignore')).toMatchObject({ ok: true })
  expect(await at('.github/x.yml')).toMatchObject({ ok: true })
})

test('refuses what leads out: dots, absolute paths, the home folder', async () => {
  const { directory, outside } = await agentFolder()
  const given = ['..', '../x', 'a/../../x', '../agent2/x', '/etc/passwd', outside, '/', '~/x', `${directory}2/x`]
  expect(await Promise.all(given.map((each) => kindOf(directory, each)))).toEqual(given.map(() => 'path-outside'))
})

test('refuses an empty path and a NUL', async () => {
  const { directory } = await agentFolder()
  expect([await kindOf(directory, ''), await kindOf(directory, 'a\0b')]).toEqual(['path-empty', 'path-empty'])
})

test('refuses links that lead out, to files and to folders, also for a file to be made', async () => {
  const { directory, outside, put } = await agentFolder()
  await writeFile(path.join(outside, 'secret'), 'x')
  await put('real/inner', '')
  await symlink(outside, path.join(directory, 'out'))
  await symlink('../outside/secret', path.join(directory, 'file'))
  await symlink('out', path.join(directory, 'twice'))
  await symlink('real', path.join(directory, 'in'))
  await symlink('../agent/real', path.join(directory, 'round'))
  const given = ['out', 'out/secret', 'out/new', 'out/new/deep', 'file', 'twice/secret', 'out/../../x', 'out/../real']
  expect(await Promise.all(given.map((each) => kindOf(directory, each, 'read')))).toEqual([
    ...Array(6).fill('link-outside'),
    'path-outside',
    'ok',
  ])
  expect(await inside(directory, 'in/new', 'write')).toEqual({
    ok: true,
    value: { real: path.join(directory, 'real/new'), name: 'in/new' },
  })
  expect(await kindOf(directory, 'round/inner')).toBe('ok')
})

test('refuses links that lead nowhere or in a circle', async () => {
  const { directory, outside } = await agentFolder()
  await symlink(path.join(outside, 'missing'), path.join(directory, 'broken'))
  await symlink('circle', path.join(directory, 'circle'))
  expect(await kindOf(directory, 'broken')).toBe('link-broken')
  expect(await kindOf(directory, 'broken/x')).toBe('link-broken')
  expect(await kindOf(directory, 'circle')).toBe('disk-failed')
})

test("refuses git's own folder, however it is spelt, and links into it", async () => {
  const { directory } = await agentFolder()
  await symlink('.git/hooks', path.join(directory, 'hooks'))
  await mkdir(path.join(directory, 'sub'))
  const given = [
    '.git',
    '.git/hooks/pre-commit',
    '.GIT/config',
    'sub/.git/config',
    '.git./x',
    'git~1/x',
    '.g\u200cit/x',
  ]
  for (const each of [...given, '.git::$INDEX_ALLOCATION/x', 'hooks/pre-commit', 'hooks']) {
    expect([each, await kindOf(directory, each, 'read')]).toEqual([each, 'path-in-git'])
  }
})

test("lets the root agent read another agent's worktree but not write in it", async () => {
  const { directory, put } = await agentFolder()
  await put('.worktrees/oauth/a.ts', '')
  await symlink('.worktrees/oauth', path.join(directory, 'link'))
  expect(await kindOf(directory, '.worktrees/oauth/a.ts', 'read')).toBe('ok')
  expect(await kindOf(directory, '.worktrees/oauth/a.ts', 'write')).toBe('path-of-agent')
  expect(await kindOf(directory, '.worktrees/new/a.ts', 'write')).toBe('path-of-agent')
  expect(await kindOf(directory, 'link/a.ts', 'write')).toBe('path-of-agent')
  expect(await kindOf(path.join(directory, '.worktrees/oauth'), 'a.ts', 'write')).toBe('ok')
  expect(await kindOf(path.join(directory, '.worktrees/oauth'), '../../b.ts', 'write')).toBe('path-outside')
})

test('no path whatever leads out', async () => {
  const { directory, outside } = await agentFolder()
  await symlink(outside, path.join(directory, 'out'))
  await mkdir(path.join(directory, 'in'))
  const part = fc.constantFrom('..', '.', '', 'in', 'out', 'new', '~', '/', directory, outside, 'a\\..')
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 6 }), async (parts) => {
      const at = await inside(directory, parts.join('/'), 'write')
      expect(!at.ok || at.value.real === directory || at.value.real.startsWith(`${directory}/`)).toBe(true)
    }),
  )
})
