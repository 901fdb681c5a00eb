import { rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Git, gitWith } from '../../main/core/git/git.ts'
import { diffsAt } from '../../main/core/git/merge/changes-at.ts'
import type { FileDiff } from '../../preload/protocol/git.ts'
import { value } from '../helpers/open-core.ts'
import { sampleProject } from '../helpers/sample-project.ts'
import { writeFiles } from '../helpers/temporary.ts'
import { succeeded } from './git/succeeded.ts'

async function changed(files: Record<string, string> = { 'a.txt': 'one\n', 'src/b.txt': 'b\n' }) {
  const at = await sampleProject({ files })
  const read = (file: string | null = null, staged = false): Promise<FileDiff[]> =>
    value(at.core().call('diff.read', { agentId: at.agent('main').id, file, staged }))
  const lines = async (...wish: Parameters<typeof read>) =>
    Object.fromEntries((await read(...wish)).map(({ change, patch }) => [change.path, bodyOf(patch)]))
  return { at, read, lines }
}

/** The lines that come and go. */
const bodyOf = (patch: string) => patch.split('\n').filter((line) => /^[-+]/.test(line))

test('what is staged is shown, whatever the files are like by now', async () => {
  const { at, lines } = await changed()
  writeFiles(at.repository, { 'a.txt': 'two\n', 'new.txt': 'new\n' })
  at.git('add', '--all')
  writeFiles(at.repository, { 'a.txt': 'one\n' })
  rmSync(join(at.repository, 'new.txt'))
  expect(await lines(null, true)).toEqual({ 'a.txt': ['-one', '+two'], 'new.txt': ['+new'] })
  expect(await lines()).toEqual({})
})

test('a file may be named as people name it, and a folder stands for what is in it', async () => {
  const { at, lines } = await changed()
  writeFiles(at.repository, { 'a.txt': 'two\n', 'src/b.txt': 'B\n', 'src/-': 'new\n', 'src2/c': 'c\n' })
  const source = { 'src/b.txt': ['-b', '+B'], 'src/-': ['+new'] }
  expect([await lines('src'), await lines('src/'), await lines('./src')]).toEqual([source, source, source])
  expect([await lines('./a.txt'), await lines('b.txt')]).toEqual([{ 'a.txt': ['-one', '+two'] }, {}])
})

test('settings of the user for diffs do not get into what is read', async () => {
  const { at, lines } = await changed()
  for (const [name, to] of Object.entries({ noprefix: 'true', external: 'false', 'txt.textconv': 'false' })) {
    at.git('config', `diff.${name}`, to)
  }
  at.git('config', 'color.ui', 'always')
  writeFiles(at.repository, { '.git/info/attributes': '*.txt diff=txt\n', 'a.txt': 'two\n', 'ü "b".txt': 'new\n' })
  expect(await lines()).toEqual({ 'a.txt': ['-one', '+two'], 'ü "b".txt': ['+new'] })
})

test('a link in the place of a file shows both', async () => {
  const { at, lines } = await changed()
  rmSync(join(at.repository, 'a.txt'))
  symlinkSync('src', join(at.repository, 'a.txt'))
  expect(await lines()).toEqual({ 'a.txt': ['-one', '+src'] })
})

test('many files take no more runs of git than one', async () => {
  const { at } = await changed()
  let runs = 0
  const git: Git = (...run) => {
    runs += 1
    return gitWith(process.env)(...run)
  }
  const runsFor = async (files: number) => {
    writeFiles(at.repository, Object.fromEntries(Array.from({ length: files }, (_, n) => [`${n}.txt`, 'new\n'])))
    runs = 0
    expect(succeeded(await diffsAt(git, at.repository)).length).toBe(files)
    return runs
  }
  expect(await runsFor(1)).toBe(await runsFor(40))
})
