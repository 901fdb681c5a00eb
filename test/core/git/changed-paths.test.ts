import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { changedPaths } from '../../../main/core/git/changed-paths.ts'
import { gitWith } from '../../../main/core/git/git.ts'
import { makeRepository, runGit, temporaryFolder, writeFiles } from '../../helpers/temporary.ts'
import { succeeded } from './succeeded.ts'

let folder: ReturnType<typeof temporaryFolder>
let path: string

beforeEach(() => {
  folder = temporaryFolder()
  path = join(folder.path, 'sample')
  makeRepository(path, { 'a.txt': 'one\n' })
})
afterEach(() => folder.remove())

function commit(files: Record<string, string>): string {
  writeFiles(path, files)
  runGit(path, 'add', '--all')
  runGit(path, 'commit', '--quiet', '--allow-empty', '--message', 'Next')
  return runGit(path, 'rev-parse', 'HEAD').trim()
}

test('paths of all pairs are found, also behind pairs of commits that have the same files', async () => {
  const one = commit({})
  const same = commit({})
  const two = commit({ 'a.txt': 'two\n' })
  const three = commit({ 'of a person.txt': 'new\n', 'b\nc.txt': 'odd\n' })
  const paths = (...pairs: [string, string][]) => changedPaths(gitWith(process.env), path, pairs).then(succeeded)
  expect(await paths([one, same], [same, two])).toEqual(new Set(['a.txt']))
  expect(await paths([same, two], [one, same], [two, three], [one, same])).toEqual(
    new Set(['a.txt', 'of a person.txt', 'b\nc.txt']),
  )
  expect(await paths([one, same])).toEqual(new Set())
})
