import { chmod, mkdir, readdir, readFile, stat, symlink } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { findTool } from '../../../main/core/tools/registry.ts'
import { agentFolder } from './agent-folder.ts'

const textOf = (directory: string, name: string) => readFile(path.join(directory, name), 'utf8')

test('writes a new file with the folders on its way', async () => {
  const { directory, call } = await agentFolder()
  const content = 'eins\nzwei 🎉\n'
  expect(await call('write_file', { path: 'neu/ünï/a\nb.txt', content })).toEqual({
    outcome: 'ok',
    content: 'Created "neu/ünï/a\\nb.txt": 2 lines.',
    summary: '+2 −0',
    detail: {
      kind: 'diff',
      path: 'neu/ünï/a\nb.txt',
      patch: '@@ -0,0 +1,2 @@\n+eins\n+zwei 🎉\n',
      added: 2,
      removed: 0,
    },
  })
  expect(await textOf(directory, 'neu/ünï/a\nb.txt')).toBe(content)
})

test('replaces a file whole, keeps its mode and leaves nothing beside it', async () => {
  const { directory, put, call } = await agentFolder()
  await put('bin/run', 'a\nb\nc\n')
  await chmod(path.join(directory, 'bin/run'), 0o755)
  const outcome = await call('write_file', { path: 'bin/run', content: 'a\nc\nd' })
  expect(outcome).toMatchObject({ content: 'Replaced bin/run: 3 lines.', summary: '+1 −1' })
  expect(await textOf(directory, 'bin/run')).toBe('a\nc\nd')
  expect((await stat(path.join(directory, 'bin/run'))).mode & 0o777).toBe(0o755)
  expect(await readdir(path.join(directory, 'bin'))).toEqual(['run'])
})

test('writes through a link inside the directory and leaves the link', async () => {
  const { directory, put, call } = await agentFolder()
  await put('real', 'old')
  await symlink('real', path.join(directory, 'link'))
  await call('write_file', { path: 'link', content: 'new' })
  expect(await textOf(directory, 'real')).toBe('new')
  expect(
    (await readdir(directory, { withFileTypes: true })).find(({ name }) => name === 'link')?.isSymbolicLink(),
  ).toBe(true)
})

test('writes exactly what is given and says when line ends change', async () => {
  const { directory, put, call } = await agentFolder()
  await put('dos.txt', 'a\r\nb\r\n')
  const { content } = await call('write_file', { path: 'dos.txt', content: 'a\nb\n' })
  expect(content).toBe('Replaced dos.txt: 2 lines. Its lines ended with CRLF before and end with LF now.')
  expect(await textOf(directory, 'dos.txt')).toBe('a\nb\n')
})

test('replaces a binary file, without a diff', async () => {
  const { put, call } = await agentFolder()
  await put('blob', new Uint8Array([0, 1, 2]))
  expect((await call('write_file', { path: 'blob', content: 'text\n' })).detail).toEqual({
    kind: 'diff',
    path: 'blob',
    patch: '',
    added: 1,
    removed: 0,
  })
})

test('refuses to write where no file can be', async () => {
  const { directory, put, call } = await agentFolder()
  await mkdir(path.join(directory, 'folder'))
  await put('file', '')
  await put('.worktrees/other/x', 'theirs')
  const write = async (name: string) => {
    const { outcome, content } = await call('write_file', { path: name, content: 'x' })
    expect(outcome).toBe('failed')
    return content
  }
  expect(await write('folder')).toBe('folder is a folder. Give the path of a file.')
  expect(await write('file/x')).toMatch(/a part of its path is a file, not a folder/)
  expect(await write('.git/hooks/post-commit')).toMatch(/belongs to git itself/)
  expect(await write('.worktrees/other/x')).toMatch(/is the directory of another agent/)
  expect(await write('../outside/x')).toMatch(/is outside your directory/)
  expect(await textOf(directory, '.worktrees/other/x')).toBe('theirs')
})

test('replaces one place, with what looks like a pattern taken as it is', async () => {
  const { directory, put, call } = await agentFolder()
  await put('a.ts', 'one\ntwo(.*)\nthree\n')
  const outcome = await call('edit_file', { path: 'a.ts', old_text: 'two(.*)', new_text: "$& $1 $$ $'\nzwei" })
  expect(outcome).toEqual({
    outcome: 'ok',
    content: 'Edited a.ts: +2 −1 lines.',
    summary: '+2 −1',
    detail: {
      kind: 'diff',
      path: 'a.ts',
      patch: "@@ -1,3 +1,4 @@\n one\n-two(.*)\n+$& $1 $$ $'\n+zwei\n three\n",
      added: 2,
      removed: 1,
    },
  })
  expect(await textOf(directory, 'a.ts')).toBe("one\n$& $1 $$ $'\nzwei\nthree\n")
})

test('keeps CRLF and the byte order mark', async () => {
  const { directory, put, call } = await agentFolder()
  await put('dos.cs', '\ufeffone\r\ntwo\r\nthree\r\n')
  const outcome = await call('edit_file', { path: 'dos.cs', old_text: 'one\ntwo\n', new_text: '1\n2\n2½\n' })
  expect(await textOf(directory, 'dos.cs')).toBe('\ufeff1\r\n2\r\n2½\r\nthree\r\n')
  expect(outcome.detail).toMatchObject({ patch: '@@ -1,3 +1,4 @@\n-\ufeffone\n-two\n+\ufeff1\n+2\n+2½\n three\n' })
})

test('says why a text cannot be replaced, and changes nothing', async () => {
  const { directory, put, call } = await agentFolder()
  const text = 'if (a) {\n\tb()\n}\nif (a) {\n\tc()\n}\n'
  await put('a.ts', text)
  const edit = async (old_text: string, new_text = 'x') => {
    const { outcome, content } = await call('edit_file', { path: 'a.ts', old_text, new_text })
    expect(outcome).toBe('failed')
    return content
  }
  expect(await edit('if (a) {')).toMatch(/^old_text occurs 2 times in a\.ts, at lines 1, 4\./)
  expect(await edit('if (b)')).toMatch(/^old_text does not occur in a\.ts\. Read the file/)
  expect(await edit('    c()\n}')).toMatch(/but line 5 differs from it in white space only/)
  expect(await edit('')).toMatch(/^old_text is empty/)
  expect(await edit('if', 'if')).toMatch(/are the same/)
  expect(await textOf(directory, 'a.ts')).toBe(text)
})

test('refuses to edit what it would damage', async () => {
  const { directory, put, call } = await agentFolder()
  await put('latin1.txt', new Uint8Array([0x63, 0x61, 0x66, 0xe9, 0x0a]))
  await put('blob', 'a\0b')
  await put('big.txt', 'x'.repeat(50_000_000))
  await mkdir(path.join(directory, 'folder'))
  const edit = async (name: string) => (await call('edit_file', { path: name, old_text: 'c', new_text: 'd' })).content
  expect(await edit('latin1.txt')).toMatch(/is not UTF-8 text, and an edit would damage it/)
  expect(await edit('blob')).toMatch(/is a binary file/)
  expect(await edit('big.txt')).toMatch(/^big\.txt has 50 MB, more than the 4 MB that can be edited/)
  expect(await edit('folder')).toMatch(/is a folder/)
  expect(await edit('missing')).toMatch(/does not exist/)
  expect(await readFile(path.join(directory, 'latin1.txt'))).toEqual(Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x0a]))
})

test('edits of one file take turns, so that none is lost', async () => {
  const { directory, put, call } = await agentFolder()
  const names = Array.from({ length: 30 }, (_, index) => `slot-${index}.`)
  await put('a.txt', `${names.join('\n')}\n`)
  await symlink('a.txt', path.join(directory, 'b.txt'))
  const edits = names.map((name, index) =>
    call('edit_file', { path: index % 2 ? 'a.txt' : 'b.txt', old_text: name, new_text: `done-${index}` }),
  )
  expect((await Promise.all(edits)).map(({ outcome }) => outcome)).toEqual(names.map(() => 'ok'))
  expect(await textOf(directory, 'a.txt')).toBe(`${names.map((_, index) => `done-${index}`).join('\n')}\n`)
})

test('a preview shows the change and makes none', async () => {
  const { directory, put, context } = await agentFolder()
  await put('a.txt', 'one\n')
  const edit = { path: 'a.txt', old_text: 'one', new_text: 'two' }
  expect(await findTool('edit_file')?.preview?.(edit, context)).toMatchObject({
    patch: '@@ -1,1 +1,1 @@\n-one\n+two\n',
  })
  expect(await findTool('edit_file')?.preview?.({ ...edit, old_text: 'none' }, context)).toBeNull()
  const write = { path: 'new/b.txt', content: 'x\n' }
  expect(await findTool('write_file')?.preview?.(write, context)).toMatchObject({ added: 1, removed: 0 })
  expect(await findTool('write_file')?.preview?.({ ...write, path: '../b' }, context)).toBeNull()
  expect(await textOf(directory, 'a.txt')).toBe('one\n')
  expect(await readdir(directory)).toEqual(['.git', 'a.txt'])
})
