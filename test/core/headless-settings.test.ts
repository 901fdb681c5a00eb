import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { StoreFailure } from '../../main/core/store/database.ts'
import { confSettings } from '../../main/headless/settings.ts'
import { homeOf, makeHome } from '../../main/host/home.ts'
import { settings as schema } from '../../preload/protocol/settings.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

let folder: ReturnType<typeof temporaryFolder>
let home: string
let file: string
const defaults = schema.parse({})
const clock = () => Date.UTC(2026, 0, 2, 3, 4, 5)

beforeEach(() => {
  folder = temporaryFolder()
  home = join(folder.path, 'home')
  file = join(home, 'settings.json')
  makeHome(home)
})
afterEach(() => folder.remove())

const written = () => JSON.parse(readFileSync(file, 'utf8'))

test('without a file the defaults hold, and a change is all that is written', () => {
  const port = confSettings(home, clock)
  expect({ read: port.read(), setAside: port.setAside }).toEqual({ read: defaults, setAside: null })
  port.write({ theme: 'dark', stepLimit: 5 })
  expect(port.read()).toEqual({ ...defaults, theme: 'dark', stepLimit: 5 })
  expect(written()).toEqual({ theme: 'dark', stepLimit: 5 })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(confSettings(home, clock).read().theme).toBe('dark')
})

test('a change back to null or to a name with a dot is kept as it is', () => {
  const port = confSettings(home, clock)
  const price = { input: 1, cachedInput: 0, output: 2 }
  port.write({ baseUrl: 'http://127.0.0.1:11434/v1', prices: { 'gpt-5.2': price } })
  port.write({ baseUrl: null })
  expect(confSettings(home, clock).read()).toMatchObject({ baseUrl: null, prices: { 'gpt-5.2': price } })
})

test('a value that does not fit falls back to its default; the others and the file stay', () => {
  const content = { theme: 'neon', stepLimit: 7, baseUrl: 'ftp://x', newerKey: { deep: true } }
  writeFileSync(file, JSON.stringify(content))
  const port = confSettings(home, clock)
  expect(port.read()).toEqual({ ...defaults, stepLimit: 7 })
  port.write({ sidebar: false })
  expect(written()).toEqual({ ...content, sidebar: false })
  expect(port.setAside).toBeNull()
})

test.each([
  ['broken', '{"theme": "dark"'],
  ['empty', ''],
  ['a list', '[]'],
])('a file that is %s is set aside untouched and said to be', (_what, content) => {
  writeFileSync(file, content)
  const port = confSettings(home, clock)
  const aside = `${file}.broken-2026-01-02T03-04-05.000Z`
  expect(port.setAside).toEqual({ kind: 'settings-set-aside', path: aside, reason: expect.any(String) })
  expect(readFileSync(aside, 'utf8')).toBe(content)
  expect(port.read()).toEqual(defaults)
  port.write({ theme: 'light' })
  expect(written()).toEqual({ theme: 'light' })
})

test('a change that cannot be written is refused with the reason, and nothing changes', () => {
  const port = confSettings(home, clock)
  mkdirSync(file)
  expect(() => port.write({ theme: 'dark' })).toThrow(StoreFailure)
  expect(port.read()).toEqual(defaults)
})

test('the data folder is made for its owner alone', () => {
  expect(statSync(home).mode & 0o777).toBe(0o700)
  chmodSync(home, 0o755)
  expect(makeHome(home).ok).toBe(true)
  expect(statSync(home).mode & 0o777).toBe(0o700)
})

test('a folder that is not only ours keeps its mode', () => {
  const shared = join(folder.path, 'shared')
  mkdirSync(shared, { mode: 0o755 })
  writeFileSync(join(shared, 'other.txt'), '')
  expect(makeHome(shared).ok).toBe(true)
  expect(statSync(shared).mode & 0o777).toBe(0o755)
  expect(readdirSync(shared).toSorted()).toEqual(['logs', 'other.txt'])
})

test('a data folder that cannot be made is named', () => {
  writeFileSync(join(folder.path, 'taken'), '')
  const path = join(folder.path, 'taken')
  expect(makeHome(path)).toMatchObject({ ok: false, fault: { kind: 'home-unwritable', path } })
})

test('IKIGAI_HOME names the data folder, from where the person stands', () => {
  expect(homeOf({ IKIGAI_HOME: 'here' }, '/start')).toBe('/start/here')
  expect(homeOf({ IKIGAI_HOME: '' }, '/start')).toMatch(/\.ikigai$/)
})
