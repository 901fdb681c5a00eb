import { ok } from '../../preload/protocol/result.ts'
import type { SecretsPort } from '../core/ports.ts'
import type { Redactor } from '../host/redact.ts'

/** Keeps the key in memory for this start: a browser host has no keychain, and a file would be plain text. */
export function memorySecrets(redactor: Redactor): SecretsPort {
  let kept: string | null = null
  return {
    read: async () => kept,
    async write(key) {
      if (key !== null) redactor.add(key)
      kept = key
      return ok(undefined)
    },
  }
}
