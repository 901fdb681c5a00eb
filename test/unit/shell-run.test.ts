import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Flags } from '../../main/host/flags.ts'
import { runShell } from '../../main/shell/run.ts'
import { fakeElectron } from '../helpers/fake-electron.ts'
import { makeRepository, temporaryFolder } from '../helpers/temporary.ts'

// electron-store cannot be loaded outside Electron; it is conf with another name for one option
vi.mock('electron-store', async () => {
  const { default: Conf } = await import('conf')
  return {
    default: class extends Conf {
      constructor({ name, ...options }: { name: string; cwd: string }) {
        super({ ...options, configName: name })
      }
    },
  }
})

let folder: ReturnType<typeof temporaryFolder>
let flags: Flags
const folders = { page: '/page', preload: '/preload.cjs' }

beforeEach(() => {
  folder = temporaryFolder()
  makeRepository(join(folder.path, 'one'))
  makeRepository(join(folder.path, 'two'))
  vi.stubEnv('IKIGAI_HOME', join(folder.path, 'home'))
  vi.stubEnv('OPENAI_API_KEY', 'sk-from-the-environment')
  flags = { repo: join(folder.path, 'one'), browser: false, open: true, port: 0, approval: null }
})
afterEach(() => {
  vi.unstubAllEnvs()
  folder.remove()
})

test('opens the window of a repository, and everything Chromium keeps is in the data folder', async () => {
  const { electron, app, did, gone } = fakeElectron()
  expect(await runShell(electron, flags, folders)).toBeNull()
  expect(did).toEqual([
    `path userData ${join(folder.path, 'home', 'electron')}`,
    'serve app',
    'menu',
    'title one · Ikigai',
    'load app://ikigai/index.html',
  ])
  expect(process.env.OPENAI_API_KEY).toBeUndefined()
  app.quit()
  await gone
})

test('a second start brings its window up, or opens another for another repository', async () => {
  const { electron, app, did, gone } = fakeElectron()
  await runShell(electron, flags, folders)
  did.length = 0
  const second = (repo: string | null) =>
    app.emit('second-instance', {}, [], '/', { repo, folder: '/', approval: null })
  second(join(folder.path, 'one'))
  await vi.waitUntil(() => did.includes('focus'))
  second(join(folder.path, 'two'))
  await vi.waitUntil(() => did.includes('load app://ikigai/index.html'))
  expect(did).toEqual(['show', 'focus', 'title two · Ikigai', 'load app://ikigai/index.html'])
  app.quit()
  await gone
})

test('a start that is not the first ends at once', async () => {
  const { electron, did } = fakeElectron(false)
  expect(await runShell(electron, flags, folders)).toBe(0)
  expect(did).toHaveLength(1)
})

test('the end waits until the cores are closed: the repository can be opened again at once', async () => {
  const { electron, app, did, gone } = fakeElectron()
  await runShell(electron, flags, folders)
  app.quit()
  expect(did).not.toContain('gone')
  app.quit()
  await gone
  const again = fakeElectron()
  await runShell(again.electron, flags, folders)
  expect(again.did).toContain('title one · Ikigai')
  again.app.quit()
  await again.gone
})

test('a data folder that cannot be made is said, and nothing is begun', async () => {
  writeFileSync(join(folder.path, 'home'), '')
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const { electron, did } = fakeElectron()
  expect(await runShell(electron, flags, folders)).toBe(1)
  expect(stderr.mock.calls.flat().join('')).toMatch(/^The data folder .* cannot be written/)
  stderr.mockRestore()
  expect(did).toEqual(['error Ikigai cannot start'])
  expect(existsSync(join(folder.path, 'home', 'electron'))).toBe(false)
})
