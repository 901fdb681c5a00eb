import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { secretsIn, takeEnvironment, withoutSecrets } from '../../main/host/environment.ts'
import { makeHome } from '../../main/host/home.ts'
import { createLog } from '../../main/host/log.ts'
import { createRedactor } from '../../main/host/redact.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

let folder: ReturnType<typeof temporaryFolder>
let home: string

beforeEach(() => {
  folder = temporaryFolder()
  home = join(folder.path, 'home')
  makeHome(home)
})
afterEach(() => folder.remove())

const read = (name = 'ikigai.log') => readFileSync(join(home, 'logs', name), 'utf8')
const clock = () => Date.UTC(2026, 0, 2, 3, 4, 5)

test('writes a line with its time, and an error with its stack indented', () => {
  const log = createLog({ home, redactor: createRedactor([]), clock })
  log({ level: 'info', message: 'begun' })
  log({ level: 'error', message: 'broke', error: new Error('no disk') })
  expect(read()).toMatch(
    /^2026-01-02T03:04:05\.000Z info begun\n2026-01-02T03:04:05\.000Z error broke\n {2}Error: no disk\n {6}at /,
  )
  expect(statSync(join(home, 'logs', 'ikigai.log')).mode & 0o777).toBe(0o600)
})

test('never writes a key: not one it was told of, nor one that looks like one', () => {
  const redactor = createRedactor(['given-at-start', ''])
  redactor.add('typed-later')
  const log = createLog({ home, redactor, clock })
  const words = 'given-at-start typed-later sk-proj-abcdefgh12345678 Authorization: Bearer abc.def-ghi_jkl'
  log({ level: 'error', message: words, error: new Error(words) })
  log({ level: 'error', message: 'object', error: { key: 'given-at-start' } })
  expect(read()).not.toMatch(/given-at-start|typed-later|abcdefgh12345678|abc\.def/)
  expect(read()).toContain('[secret] [secret] [secret]')
})

test('stays within its limit: one file, and the one before it', () => {
  const log = createLog({ home, redactor: createRedactor([]), clock, limit: 500 })
  for (let n = 0; n < 50; n++) log({ level: 'info', message: `line ${n} ${'.'.repeat(50)}` })
  expect(readdirSync(join(home, 'logs')).toSorted()).toEqual(['ikigai.log', 'ikigai.log.1'])
  expect(read().length).toBeLessThanOrEqual(500)
  expect(read('ikigai.log.1').length).toBeLessThanOrEqual(500)
  expect(read()).toContain('line 49 ')
})

test('a log that cannot be written fails nobody', () => {
  const log = createLog({ home: join(folder.path, 'nowhere'), redactor: createRedactor([]), clock })
  expect(() => log({ level: 'info', message: 'lost' })).not.toThrow()
})

test('the key leaves the live environment and nothing else does', () => {
  const live = { OPENAI_API_KEY: 'k', PATH: '/bin', OPENAI_BASE_URL: 'http://x' }
  const taken = takeEnvironment(live)
  expect(live).toEqual({ PATH: '/bin', OPENAI_BASE_URL: 'http://x' })
  expect(taken).toMatchObject({ OPENAI_API_KEY: 'k', PATH: '/bin' })
  expect(withoutSecrets({ ...taken })).toEqual(live)
  expect(secretsIn(taken)).toEqual(['k'])
  expect(secretsIn({})).toEqual([])
})
