import { execFileSync } from 'node:child_process'
import { mkdir, symlink } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { agentFolder } from './agent-folder.ts'

test('reads a file as it is, without CRs and byte order mark', async () => {
  const { put, call } = await agentFolder()
  await put('src/ünï code.ts', '\ufeffone\r\n  zwölf 🎉\r\nlast')
  expect(await call('read_file', { path: 'src/ünï code.ts' })).toEqual({
    outcome: 'ok',
    content: 'one\n  zwölf 🎉\nlast',
    summary: '3 lines',
    detail: null,
  })
})

test('reads a stretch of lines and says where to read on', async () => {
  const { put, call } = await agentFolder()
  await put('a.txt', '1\n2\n3\n4\n5\n')
  const read = async (args: object) => (await call('read_file', { path: 'a.txt', ...args })).content
  expect(await read({ offset: 2, limit: 2 })).toBe('2\n3\n[Lines 2 to 3; the file goes on. Read on with offset 4.]')
  expect(await read({ offset: 4, limit: 2 })).toBe('4\n5')
  expect(await read({ offset: 4 })).toBe('4\n5')
  expect(await read({ offset: null, limit: null })).toBe('1\n2\n3\n4\n5')
  expect(await read({ offset: 6 })).toBe('a.txt has 5 lines, so nothing begins at line 6. Give a smaller offset.')
  expect(await read({ offset: 0 })).toMatch(/^read_file was not run: offset: /)
})

test('cuts a long file by lines and by size, and reads on to its end without a hole', async () => {
  const { put, call } = await agentFolder()
  const lines = Array.from({ length: 5000 }, (_, index) => `${index + 1} ${'x'.repeat(50)}`)
  await put('long.txt', `${lines.join('\n')}\n`)
  const read: string[] = []
  for (let offset: number | undefined = 1; offset !== undefined; ) {
    const { content } = await call('read_file', { path: 'long.txt', offset })
    const note = /\n\[Lines \d+ to \d+; the file goes on\. Read on with offset (\d+)\.\]$/.exec(content)
    const text = content.slice(0, note?.index)
    expect(text.length).toBeLessThanOrEqual(64_000)
    read.push(...text.split('\n'))
    offset = note ? Number(note[1]) : undefined
  }
  expect(read).toEqual(lines)
})

test('reads the beginning and the end of a 50 MB file', async () => {
  const { put, call } = await agentFolder()
  await put('big.log', `${'0123456789abcdef'.repeat(64)}\n`.repeat(50_000))
  const begin = await call('read_file', { path: 'big.log' })
  expect(begin.content.length).toBeLessThan(70_000)
  expect(begin.content).toMatch(/Read on with offset \d+\.\]$/)
  const end = await call('read_file', { path: 'big.log', offset: 49_999 })
  expect(end).toMatchObject({ outcome: 'ok', summary: 'lines 49999–50000' })
})

test('cuts a line of 50 MB', async () => {
  const { put, call } = await agentFolder()
  await put('min.js', `first\n${'y'.repeat(50_000_000)}\nlast`)
  const { content } = await call('read_file', { path: 'min.js' })
  expect(content.length).toBeLessThan(3000)
  expect(content).toMatch(
    /^first\ny{2000} … \[49998000 more characters in this line\]\nlast\n\[Long lines were cut\. .*\]$/,
  )
})

test('says what is no text file', async () => {
  const { directory, put, call } = await agentFolder()
  await put('empty', '')
  await put('image.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]))
  await put('latin1.txt', new Uint8Array([0x63, 0x61, 0x66, 0xe9, 0x0a]))
  await mkdir(path.join(directory, 'docs'))
  execFileSync('sh', ['-c', 'mkfifo pipe'], { cwd: directory })
  const read = async (name: string) => (await call('read_file', { path: name })).content
  expect(await read('empty')).toBe('empty is empty.')
  expect(await read('image.png')).toMatch(/^image\.png is a binary file\./)
  expect(await read('latin1.txt')).toBe('caf\ufffd\n[Some characters are not UTF-8 and are shown as \ufffd.]')
  expect(await read('docs')).toBe('docs is a folder. List what is in it with list_files and the glob docs/**.')
  expect(await read('pipe')).toMatch(/^pipe is a device, a pipe or a socket\./)
  expect(await read('empty/x')).toMatch(/a part of its path is a file, not a folder/)
  expect(await read('x'.repeat(300))).toMatch(/the name is too long/)
})

test('suggests names for a file that is missing', async () => {
  const { put, call } = await agentFolder()
  await put('src/core/token.ts', '')
  await put('src/main.ts', '')
  const read = async (name: string) => (await call('read_file', { path: name })).content
  expect(await read('src/token.ts')).toBe('src/token.ts does not exist. Did you mean src/core/token.ts?')
  expect(await read('src/core/tokne.ts')).toBe('src/core/tokne.ts does not exist. Did you mean src/core/token.ts?')
  expect(await read('wholly/else.rb')).toBe('wholly/else.rb does not exist. Find the file with list_files.')
})

test('refuses paths that lead out, in a plain sentence', async () => {
  const { directory, call } = await agentFolder()
  await symlink('/etc', path.join(directory, 'link'))
  for (const given of ['../x', '/etc/passwd', 'link/passwd', '.git/config']) {
    const { outcome, content } = await call('read_file', { path: given })
    expect(outcome).toBe('failed')
    expect(content).toMatch(/^\S+ (is|belongs) .*\. [A-Z].*\.$/)
  }
})

test('stops when the run is stopped', async () => {
  const { put, call } = await agentFolder()
  await put('a', 'x\n'.repeat(1_000_000))
  expect(await call('read_file', { path: 'a', offset: 999_999 }, { signal: AbortSignal.abort() })).toMatchObject({
    outcome: 'stopped',
  })
})
