import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { value } from '../helpers/open-core.ts'
import { sampleProject } from '../helpers/sample-project.ts'
import { writeFiles } from '../helpers/temporary.ts'

const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8')

test('what git ignores comes back, and is in no commit that could be pushed', async () => {
  const at = await sampleProject()
  writeFiles(at.repository, { '.env': 'KEY=of the repository\n' })
  const directory = await at.make('oauth')
  expect(read(directory, '.env')).toBe('KEY=of the repository\n')
  writeFiles(directory, { '.env': 'KEY=typed by hand\n', 'private/ünï "note"\n.md': 'mine\n', 'out.log': 'a log\n' })
  symlinkSync('/nowhere/at/all', join(directory, 'private/link'))
  expect(await value(at.core().call('close.preview', { agentId: at.agent('oauth').id }))).toMatchObject({ unkept: [] })
  expect((await at.type('/agent close', 'oauth')).ask).toBeNull()
  expect(existsSync(directory)).toBe(false)
  expect(at.git('rev-list', '--objects', '--all')).not.toMatch(/\.env|private|out\.log/)

  await at.type('/agent restore oauth')
  expect(read(directory, '.env')).toBe('KEY=typed by hand\n')
  expect(read(directory, 'private/ünï "note"\n.md')).toBe('mine\n')
  expect(readdirSync(join(directory, 'private')).toSorted()).toEqual(['link', 'ünï "note"\n.md'])
  expect(read(directory, 'out.log')).toBe('a log\n')
})

test('what git ignores comes back also where its name is not UTF-8', async () => {
  const at = await sampleProject()
  const directory = await at.make('oauth')
  const names = ['caf\xe9.log', 'private/d\xe9p\xf4t/n\xe9.md']
  const place = (name: string) => Buffer.from(`${directory}/${name}`, 'latin1')
  mkdirSync(place('private/d\xe9p\xf4t'), { recursive: true })
  for (const name of names) writeFileSync(place(name), name)
  symlinkSync(Buffer.from('/\xe9', 'latin1'), place('private/\xe9'))
  expect(await value(at.core().call('close.preview', { agentId: at.agent('oauth').id }))).toMatchObject({ unkept: [] })
  await at.type('/agent close', 'oauth')
  expect(existsSync(directory)).toBe(false)
  expect(await at.notices('main')).not.toContainEqual(expect.stringContaining('not kept'))

  await at.type('/agent restore oauth')
  expect(names.map((name) => readFileSync(place(name), 'utf8'))).toEqual(names)
  expect(readlinkSync(place('private/\xe9'), 'latin1')).toBe('/\xe9')
  expect(await at.notices('oauth')).not.toContainEqual(expect.stringContaining('In their place'))
})

test('what git ignores and is too large to keep is named, and asked about', async () => {
  const at = await sampleProject()
  writeFiles(at.repository, { 'node_modules/x/index.js': '' })
  const directory = await at.make('oauth')
  const { id: agentId } = at.agent('oauth')
  const large = (name: string) => {
    writeFiles(directory, { [name]: '' })
    truncateSync(join(directory, name), 21 * 1024 * 1024)
  }
  large('dump.log')
  large('node_modules/x/index.js')
  expect(await at.type('/agent close', 'oauth')).toMatchObject({ ask: { kind: 'close', agentId } })
  const preview = await value(at.core().call('close.preview', { agentId }))
  expect(preview.unkept).toEqual([
    { path: 'dump.log', elsewhere: false },
    { path: 'node_modules/', elsewhere: true },
  ])
  expect(existsSync(directory)).toBe(true)
  await value(at.close('oauth'))
  expect((await at.notices('main')).at(-1)).toBe(
    'Deleted with the worktree and not kept, since git ignores it and there is too much of it: dump.log, node_modules/',
  )
})

test('an ignored folder that the repository has as well is no reason to ask', async () => {
  const at = await sampleProject()
  writeFiles(at.repository, { 'node_modules/x/index.js': '' })
  const directory = await at.make('oauth')
  writeFiles(directory, { 'node_modules/x/index.js': '' })
  truncateSync(join(directory, 'node_modules/x/index.js'), 21 * 1024 * 1024)
  expect((await at.type('/agent close', 'oauth')).ask).toBeNull()
  expect((await at.notices('main')).at(-1)).toContain('node_modules/')
})

test('a worktree with an ignored folder that cannot be looked through stays', async () => {
  const at = await sampleProject()
  const directory = await at.make('oauth')
  // deeper than a path can say, which keeps out whoever runs the test
  const part = 'd'.repeat(250)
  const shell = (script: string) => execFileSync('bash', ['-ec', script], { cwd: directory })
  shell(`mkdir private && cd private && for n in {1..20}; do mkdir ${part} && cd ${part}; done && echo mine > note`)
  onTestFinished(() => void execFileSync('rm', ['-rf', join(directory, 'private')]))
  expect(await at.close('oauth')).toEqual({
    ok: false,
    fault: { kind: 'not-keepable', path: directory, what: 'private/', why: 'it cannot be read' },
  })
  expect(readdirSync(directory)).toContain('private')
  expect(at.core().state().agents).toHaveLength(2)
})
