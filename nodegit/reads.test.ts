import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { gitReadsContract } from '../test/contract/git-reads.ts'
import { makeRepository, runGit, temporaryFolder } from '../test/helpers/temporary.ts'
import type { Nodegit } from './binding.ts'
import { nodegitReads } from './reads.ts'

const reads = nodegitReads(createRequire(import.meta.url)('nodegit') as Nodegit)

gitReadsContract('nodegit', reads, { shallow: false })

test('history that is not as its commits say, and words that are not Unicode, are left to git', async () => {
  const folder = temporaryFolder()
  onTestFinished(folder.remove)
  const [path, shallow] = [join(folder.path, 'whole'), join(folder.path, 'shallow')]
  makeRepository(path)
  runGit(path, 'commit', '--quiet', '--allow-empty', '--message', 'Two')
  const [id = '', before = ''] = runGit(path, 'log', '--format=%H').split('\n')
  expect(await reads.log(path, { id, most: 1 })).toMatchObject({ ok: true })
  runGit(folder.path, 'clone', '--quiet', '--depth=1', `file://${path}`, shallow)
  expect(await reads.log(shallow, { id, most: 1 })).toBe(null)
  expect(await reads.mergeBase(shallow, [id, id])).toBe(null)
  runGit(path, '-c', 'i18n.commitEncoding=ISO-8859-1', 'commit', '--quiet', '--allow-empty', '--message', '\u00fc')
  expect(await reads.log(path, { id: runGit(path, 'rev-parse', 'HEAD').trim(), most: 1 })).toBe(null)
  runGit(path, 'replace', '--graft', id)
  expect(await reads.aheadBehind(path, { head: id, base: before })).toBe(null)
})

test('thousands of reads at once, and the collection of what they left, end no process', () => {
  const script = fileURLToPath(new URL('./read-much.ts', import.meta.url))
  const printed = execFileSync(process.execPath, ['--expose-gc', script], { encoding: 'utf8' })
  expect(printed).toBe('4000 reads\n')
})
