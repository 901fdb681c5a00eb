import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { value } from '../helpers/open-core.ts'
import { sampleProject } from '../helpers/sample-project.ts'

const secondOf = (file: string) => Math.floor(statSync(file).mtimeMs / 1000)

test('git comes to trust the files of a worktree that is new, or back', async () => {
  const at = await sampleProject()
  const index = join(at.repository, '.git/worktrees/oauth/index')
  const directory = await at.make('oauth')
  const settled = () =>
    vi.waitFor(() => expect(secondOf(index)).toBeGreaterThan(secondOf(join(directory, 'a.txt'))), { timeout: 30_000 })
  await settled()
  at.work('oauth', { 'b.txt': 'b\n' })
  await value(at.close('oauth'))
  await at.type('/agent restore oauth')
  await settled()
})
