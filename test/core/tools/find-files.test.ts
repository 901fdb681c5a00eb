import { execFileSync } from 'node:child_process'
import { rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { type AgentFolder, agentFolder } from './agent-folder.ts'

async function sample(): Promise<AgentFolder> {
  const folder = await agentFolder()
  await folder.put('.gitignore', 'dist/\n*.log\n')
  await folder.put('src/a.ts', 'const token = 1\n')
  await folder.put('src/deep/b.tsx', 'Token\ntokens()\n')
  await folder.put('.github/ci.yml', 'token: x\n')
  await folder.put('gone.ts', 'token\n')
  folder.git('add', '.')
  folder.git('commit', '-qm', 'First')
  await folder.put('naïve 🎉.md', 'new token\r\n')
  await folder.put('two\nlines.md', 'token in odd file\n')
  await folder.put('dist/out.js', 'token')
  await folder.put('debug.log', 'token')
  await folder.put('.worktrees/other/a.ts', 'token')
  await folder.put('image.png', 'token\0')
  await rm(path.join(folder.directory, 'gone.ts'))
  await writeFile(path.join(folder.outside, 'secret.ts'), 'token')
  await symlink('../outside/secret.ts', path.join(folder.directory, 'link.ts'))
  return folder
}

test('lists the files that are there and not ignored, new ones included', async () => {
  const { call } = await sample()
  expect(await call('list_files', {})).toEqual({
    outcome: 'ok',
    content: [
      '.github/ci.yml',
      '.gitignore',
      'image.png',
      'link.ts',
      'naïve 🎉.md',
      'src/a.ts',
      'src/deep/b.tsx',
      '"two\\nlines.md"',
    ].join('\n'),
    summary: '8 files',
    detail: null,
  })
})

test('lists by glob', async () => {
  const { call } = await sample()
  const list = async (glob: string) => (await call('list_files', { glob })).content
  expect(await list('src/**/*.{ts,tsx}')).toBe('src/a.ts\nsrc/deep/b.tsx')
  expect(await list('*.yml')).toBe('.github/ci.yml')
  expect(await list('src/')).toBe('src/a.ts\nsrc/deep/b.tsx')
  expect(await list('*.md')).toBe('naïve 🎉.md\n"two\\nlines.md"')
  expect(await list('*.rb')).toBe('No file fits *.rb.')
})

test('cuts a long list and says what there is by folder', async () => {
  const { directory, git, call } = await agentFolder()
  execFileSync('sh', ['-c', 'mkdir a b; for i in $(seq 900); do : >a/$i.ts; : >b/$i.ts; done'], { cwd: directory })
  git('add', '.')
  const { content, summary } = await call('list_files', {})
  expect(content.split('\n')).toHaveLength(1001)
  expect(content).toMatch(/\[The first 1000 of 1800 files\. By folder: a\/ 900, b\/ 900\. Narrow it with a glob, .*\]$/)
  expect(summary).toBe('1800 files')
})

test('finds lines in files that are not ignored', async () => {
  const { call } = await sample()
  expect(await call('search_files', { pattern: 'token' })).toEqual({
    outcome: 'ok',
    content: [
      '.github/ci.yml:1:token: x',
      'naïve 🎉.md:1:new token',
      'src/a.ts:1:const token = 1',
      'src/deep/b.tsx:2:tokens()',
      '"two\\nlines.md":1:token in odd file',
    ].join('\n'),
    summary: '5 matches',
    detail: null,
  })
})

test('searches by expression and by glob', async () => {
  const { call } = await sample()
  const search = async (pattern: string, glob?: string) => (await call('search_files', { pattern, glob })).content
  expect(await search('^(Token|const)\\b', '*.ts')).toBe('src/a.ts:1:const token = 1')
  expect(await search('= \\d$')).toBe('src/a.ts:1:const token = 1')
  expect(await search('tokens\\(\\)', 'src/**')).toBe('src/deep/b.tsx:2:tokens()')
  expect(await search('nowhere', '*.ts')).toBe('Nothing matches in files that fit *.ts.')
})

test('a pattern is never an option, nor does it lead out', async () => {
  const { directory, put, call } = await sample()
  await put('opts.txt', 'a --open-files-in-pager=touch b\n')
  expect((await call('search_files', { pattern: '--open-files-in-pager=touch' })).content).toMatch(/^opts\.txt:1:/)
  expect((await call('search_files', { pattern: '-f/etc/passwd' })).content).toBe('Nothing matches.')
  expect((await call('search_files', { pattern: 'token', glob: '../outside/*' })).content).toMatch(/^Nothing matches/)
  expect((await call('search_files', { pattern: 'token', glob: ':(top)*' })).content).toMatch(/^Nothing matches/)
  const inSub = await call('search_files', { pattern: 'token' }, { directory: path.join(directory, 'src') })
  expect(inSub.content).toBe('a.ts:1:const token = 1\ndeep/b.tsx:2:tokens()')
})

test('says in a sentence what is wrong with a pattern', async () => {
  const { call } = await sample()
  expect(await call('search_files', { pattern: 'foo(' })).toMatchObject({
    outcome: 'failed',
    content: expect.stringMatching(/^The pattern is not a valid POSIX extended regular expression: Unmatched/),
  })
  expect((await call('search_files', { pattern: 'a\0b' })).content).toMatch(/pattern: it contains a NUL character/)
})

test('cuts many matches and long lines', async () => {
  const { put, call } = await agentFolder()
  await put('a.txt', 'match\n'.repeat(500_000))
  await put('b.js', `x${'match'.repeat(1_000_000)}`)
  const { content, summary } = await call('search_files', { pattern: 'match' })
  expect(content.split('\n')).toHaveLength(201)
  expect(content).toMatch(/\[The first 200 matches\. Narrow the search .*\]$/)
  expect(summary).toBe('over 200 matches')
  const long = await call('search_files', { pattern: 'match', glob: 'b.js' })
  expect(long.content).toHaveLength('b.js:1:'.length + 301)
  expect(long.summary).toBe('1 match')
})

test('finds its way by characters, not bytes, whatever the locale', async () => {
  const { put, call } = await agentFolder({ ...process.env, LC_ALL: 'C' })
  await put('a.txt', 'ä\n')
  expect((await call('search_files', { pattern: '^.$' })).content).toBe('a.txt:1:ä')
})

test('says where there is no repository', async () => {
  const { outside, call } = await agentFolder()
  const away = { directory: outside }
  expect((await call('list_files', {}, away)).content).toMatch(/^git ls-files failed: not a git repository/)
  expect((await call('search_files', { pattern: 'x' }, away)).content).toMatch(/^git grep failed: /)
})
