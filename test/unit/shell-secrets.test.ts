import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createRedactor } from '../../main/host/redact.ts'
import { type KeychainOptions, keychainSecrets } from '../../main/shell/secrets.ts'
import { explain } from '../../preload/protocol/explain.ts'
import { ok } from '../../preload/protocol/result.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

let folder: ReturnType<typeof temporaryFolder>
let logged: string[]
const redactor = createRedactor([])

beforeEach(() => {
  folder = temporaryFolder()
  logged = []
})
afterEach(() => folder.remove())

/** A keychain that turns text around, which is enough to see that it was asked. */
const turned = (text: string) => [...text].reverse().join('')
const working: KeychainOptions['safeStorage'] = {
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async (text) => Buffer.from(turned(text)),
  decryptStringAsync: async (bytes) => ({ result: turned(String(bytes)), shouldReEncrypt: false }),
  getSelectedStorageBackend: () => 'gnome_libsecret',
}

const secrets = (change: Partial<KeychainOptions['safeStorage']> = {}, platform: NodeJS.Platform = 'linux') =>
  keychainSecrets({
    safeStorage: { ...working, ...change },
    home: folder.path,
    platform,
    redactor,
    log: ({ message }) => logged.push(message),
  })
const file = () => join(folder.path, 'key')

test('keeps the key encrypted, for its owner alone, and forgets it when told to', async () => {
  const port = secrets()
  expect(await port.read()).toBeNull()
  expect(await port.write('sk-abc')).toEqual(ok(undefined))
  expect(readFileSync(file(), 'utf8')).toBe('cba-ks')
  expect(statSync(file()).mode & 0o777).toBe(0o600)
  expect(await secrets().read()).toBe('sk-abc')
  expect(await port.write(null)).toEqual(ok(undefined))
  expect([existsSync(file()), await port.read()]).toEqual([false, null])
  expect(await port.write(null)).toEqual(ok(undefined))
})

test('refuses where Linux would only pretend to encrypt', async () => {
  const port = secrets({ getSelectedStorageBackend: () => 'basic_text' })
  const result = await port.write('sk-abc')
  expect(result.ok ? '' : explain(result.fault)).toBe(
    'The key could not be kept: no keychain runs on this desktop. Start GNOME Keyring or KWallet, or set OPENAI_API_KEY instead.',
  )
  expect(existsSync(file())).toBe(false)
})

test('asks for the backend on Linux only: elsewhere the question does not exist', async () => {
  const port = secrets(
    {
      getSelectedStorageBackend: () => {
        throw new Error('not on this system')
      },
    },
    'darwin',
  )
  expect(await port.write('sk-abc')).toEqual(ok(undefined))
})

test('without encryption a key is neither kept nor read', async () => {
  writeFileSync(file(), 'cba-ks')
  const port = secrets({ isAsyncEncryptionAvailable: async () => false })
  expect(await port.write('sk-new')).toMatchObject({ ok: false, fault: { kind: 'secret-not-kept' } })
  expect(await port.read()).toBeNull()
  expect(readFileSync(file(), 'utf8')).toBe('cba-ks')
})

test('a key that no longer decrypts is as none, and the log says why', async () => {
  writeFileSync(file(), 'x')
  const port = secrets({ decryptStringAsync: () => Promise.reject(new Error('wrong keychain')) })
  expect(await port.read()).toBeNull()
  expect(logged).toEqual(['the kept key could not be decrypted'])
})

test('a disk that refuses is a fault with its reason', async () => {
  const port = secrets({ encryptStringAsync: () => Promise.reject(new Error('keychain is busy')) })
  expect(await port.write('sk-abc')).toEqual({
    ok: false,
    fault: { kind: 'secret-not-kept', reason: 'keychain is busy' },
  })
})
