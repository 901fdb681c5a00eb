import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SafeStorage } from 'electron'
import { fail, ok } from '../../preload/protocol/result.ts'
import type { Log, SecretsPort } from '../core/ports.ts'
import type { Redactor } from '../host/redact.ts'

export type KeychainOptions = {
  safeStorage: Pick<
    SafeStorage,
    'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
  >
  home: string
  platform: NodeJS.Platform
  redactor: Redactor
  log: Log
}

/**
 * Keeps the key encrypted by the system's keychain, in an owner-only file.
 *
 * Where Linux has no keychain, Chromium encrypts with a password that is the
 * same everywhere (`basic_text`). That is refused: it would look kept safe and
 * be plain text.
 */
export function keychainSecrets({ safeStorage, home, platform, redactor, log }: KeychainOptions): SecretsPort {
  const file = join(home, 'key')

  const obstacle = async (): Promise<string | null> => {
    if (platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text')
      return 'no keychain runs on this desktop. Start GNOME Keyring or KWallet, or set OPENAI_API_KEY instead'
    if (await safeStorage.isAsyncEncryptionAvailable()) return null
    return "the system's keychain is locked or missing. Unlock it, or set OPENAI_API_KEY instead"
  }

  return {
    async read() {
      const kept = await readFile(file).catch(() => null)
      if (kept === null || (await obstacle()) !== null) return null
      try {
        const { result } = await safeStorage.decryptStringAsync(kept)
        redactor.add(result)
        return result
      } catch (error) {
        log({ level: 'error', message: 'the kept key could not be decrypted', error })
        return null
      }
    },

    async write(key) {
      try {
        if (key === null) {
          await rm(file, { force: true })
          return ok(undefined)
        }
        redactor.add(key)
        const reason = await obstacle()
        if (reason !== null) return fail({ kind: 'secret-not-kept', reason })
        await writeFile(`${file}.new`, await safeStorage.encryptStringAsync(key), { mode: 0o600 })
        await rename(`${file}.new`, file)
        return ok(undefined)
      } catch (error) {
        log({ level: 'error', message: 'the key could not be kept', error })
        return fail({ kind: 'secret-not-kept', reason: error instanceof Error ? error.message : String(error) })
      }
    },
  }
}
