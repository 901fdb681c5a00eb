import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { canonical, repositoryFor } from '../../main/host/repository.ts'
import { makeRepository, temporaryFolder } from '../helpers/temporary.ts'

test('started by git, from a hook or an alias, the app is about the folder it is started in', async () => {
  const { path, remove } = temporaryFolder()
  onTestFinished(remove)
  const [here, other] = [join(path, 'here'), join(path, 'other')]
  for (const repository of [here, other]) makeRepository(repository)
  mkdirSync(join(here, 'src'))
  onTestFinished(() => void vi.unstubAllEnvs())
  vi.stubEnv('GIT_DIR', join(other, '.git'))
  vi.stubEnv('GIT_WORK_TREE', other)
  expect([await repositoryFor(null, join(here, 'src')), await canonical(join(here, 'src'))]).toEqual([here, here])
})
