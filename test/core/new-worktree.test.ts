import { statSync } from 'node:fs'
import { watch } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { value } from '../helpers/open-core.ts'
import { sampleProject } from '../helpers/sample-project.ts'

const secondOf = (file: string) => Math.floor(statSync(file).mtimeMs / 1000)

/** Resolves when a file in a folder was written or replaced. */
async function written(folder: string, name: string): Promise<void> {
  for await (const { filename } of watch(folder)) if (filename === name) return
}

test('git comes to trust the files of a worktree that is new, or back', async () => {
  const at = await sampleProject()
  const places = { folder: join(at.repository, '.git/worktrees/oauth'), directory: '' }
  const settled = async () => {
    await written(places.folder, 'index')
    return secondOf(join(places.folder, 'index')) - secondOf(join(places.directory, 'a.txt'))
  }
  places.directory = await at.make('oauth')
  expect(await settled()).toBeGreaterThan(0)
  at.work('oauth', { 'b.txt': 'b\n' })
  await value(at.close('oauth'))
  await at.type('/agent restore oauth')
  expect(await settled()).toBeGreaterThan(0)
})
