import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openHome } from '../../main/compose.ts'
import { explain } from '../../preload/protocol/explain.ts'
import { memoryPorts, type OpenedCore, openCore, value } from '../helpers/open-core.ts'
import { makeRepository, runGit, temporaryFolder } from '../helpers/temporary.ts'

let folder: ReturnType<typeof temporaryFolder>
let home: string
const opened: OpenedCore[] = []

beforeEach(() => {
  folder = temporaryFolder()
  home = join(folder.path, 'home')
})
afterEach(async () => {
  for (const core of opened.splice(0)) await core.close()
  folder.remove()
})

async function open(repository: string | null): Promise<OpenedCore> {
  const core = await openCore({ home, repository })
  opened.push(core)
  return core
}

describe('opening a project', () => {
  test('makes the root agent, on the branch that is checked out', async () => {
    makeRepository(join(folder.path, 'sample'))
    const core = await open(join(folder.path, 'sample'))
    expect(core.state()).toMatchObject({ project: { name: 'sample' }, alerts: [] })
    expect(core.state().agents).toMatchObject([{ name: 'main', kind: 'root', status: { branch: 'main' } }])
  })

  test('takes the top of the repository from a folder below', async () => {
    makeRepository(join(folder.path, 'sample'), { 'a/b/c.txt': '' })
    const core = await open(join(folder.path, 'sample', 'a', 'b'))
    expect(core.state().project?.path).toBe(join(folder.path, 'sample'))
  })

  test('works in a repository without a commit', async () => {
    makeRepository(join(folder.path, 'empty'), {})
    expect((await open(join(folder.path, 'empty'))).agent('main').status.branch).toBe('main')
  })

  test('knows a detached HEAD, and follows when it is attached again', async () => {
    const path = join(folder.path, 'sample')
    makeRepository(path)
    runGit(path, 'checkout', '--quiet', '--detach')
    const core = await open(path)
    expect(core.agent('main').status.branch).toBeNull()
    runGit(path, 'checkout', '--quiet', '-b', 'fix/ümlaut')
    await core.until((state) => state.agents[0]?.status.branch === 'fix/ümlaut')
  })

  test('works in a folder with an odd name', async () => {
    const path = join(folder.path, `odd "name" ünï\n x`)
    makeRepository(path)
    expect((await open(path)).state().project?.path).toBe(path)
  })

  test.each([
    ['a folder that is not there', (path: string) => join(path, 'nowhere'), 'not-a-folder'],
    ['a file', (path: string) => join(path, 'file'), 'not-a-folder'],
    ['a folder that is no repository', (path: string) => join(path, 'plain'), 'not-a-repository'],
    ['a bare repository', (path: string) => join(path, 'bare'), 'bare-repository'],
    ['the inside of .git', (path: string) => join(path, 'sample', '.git'), 'not-a-repository'],
  ])('says in one sentence why it cannot open %s, and offers to choose another', async (_what, where, kind) => {
    mkdirSync(join(folder.path, 'plain'))
    writeFileSync(join(folder.path, 'file'), '')
    mkdirSync(join(folder.path, 'bare'))
    runGit(join(folder.path, 'bare'), 'init', '--quiet', '--bare')
    makeRepository(join(folder.path, 'sample'))
    const core = await open(where(folder.path))
    const [alert] = core.state().alerts
    expect(core.state().project).toBeNull()
    expect(alert?.fault.kind).toBe(kind)
    expect(alert && explain(alert.fault)).toMatch(/\.$/)
    await value(core.call('project.open', { path: join(folder.path, 'sample') }))
    expect(core.state().project?.name).toBe('sample')
    expect(await core.call('project.open', { path: '/' })).toMatchObject({ fault: { kind: 'project-already-open' } })
  })

  test('refuses a repository that another window has, and takes it when that one is gone', async () => {
    const path = join(folder.path, 'sample')
    makeRepository(path)
    const first = await open(path)
    const second = await open(null)
    expect(await second.call('project.open', { path })).toEqual({
      ok: false,
      fault: { kind: 'open-elsewhere', path, pid: process.pid },
    })
    await first.close()
    opened.splice(opened.indexOf(first), 1)
    await value(second.call('project.open', { path }))
    expect(await value(second.call('project.recent', {}))).toEqual([{ path, name: 'sample' }])
  })

  test('needs a data folder that can be written', async () => {
    writeFileSync(home, 'a file')
    expect(await openHome(memoryPorts(home))).toMatchObject({
      ok: false,
      fault: { kind: 'home-unwritable', path: home },
    })
  })

  test('that the data folder takes no lock for is told, and can be opened once it does', async () => {
    const path = join(folder.path, 'sample')
    makeRepository(path)
    mkdirSync(home)
    writeFileSync(join(home, 'locks'), 'a file')
    const core = await open(path)
    expect(core.state()).toMatchObject({ project: null, alerts: [{ fault: { kind: 'store-failed' } }] })
    rmSync(join(home, 'locks'))
    await value(core.call('project.open', { path }))
    expect(core.state().agents.map(({ name }) => name)).toEqual(['main'])
  })

  test('that breaks on the way gives its lock back, so that another try gets it', async () => {
    const path = join(folder.path, 'sample')
    makeRepository(path)
    const core = await open(null)
    const spoil = (sql: string) => {
      const file = new DatabaseSync(join(home, 'ikigai.db'))
      file.exec(sql)
      file.close()
    }
    spoil("CREATE TRIGGER full BEFORE INSERT ON agents BEGIN SELECT RAISE(ABORT, 'no room'); END")
    expect(await core.call('project.open', { path })).toMatchObject({ ok: false, fault: { kind: 'store-failed' } })
    expect(core.state().project).toBeNull()
    spoil('DROP TRIGGER full')
    await value(core.call('project.open', { path }))
  })

  test.skipIf(process.getuid?.() === 0)('needs a data folder that it has the right to write', async () => {
    mkdirSync(home)
    chmodSync(home, 0o500)
    expect(await openHome(memoryPorts(home))).toMatchObject({
      ok: false,
      fault: { kind: 'home-unwritable', path: home },
    })
  })

  test('says where a damaged database was set aside', async () => {
    mkdirSync(home)
    writeFileSync(join(home, 'ikigai.db'), 'x'.repeat(10_000))
    expect((await open(null)).state().alerts).toMatchObject([{ fault: { kind: 'database-set-aside' } }])
  })
})
