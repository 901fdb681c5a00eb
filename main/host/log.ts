import { appendFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import type { Log } from '../core/ports.ts'
import type { Redactor } from './redact.ts'

type LogOptions = { home: string; redactor: Redactor; clock: () => number; limit?: number }

/**
 * Writes to `logs/ikigai.log` in the data folder: at most `limit` bytes, and as
 * much again in the file before it.
 *
 * A log that cannot be written is not worth failing for: the line is lost.
 */
export function createLog({ home, redactor, clock, limit = 1_000_000 }: LogOptions): Log {
  const path = join(home, 'logs', 'ikigai.log')
  let size = sizeOf(path)
  return ({ level, message, error }) => {
    const about = error === undefined ? '' : `\n  ${wordsOf(error).replaceAll('\n', '\n  ')}`
    const line = redactor.redact(`${new Date(clock()).toISOString()} ${level} ${message}${about}`).slice(0, 20_000)
    try {
      if (size + line.length > limit) {
        renameSync(path, `${path}.1`)
        size = 0
      }
      appendFileSync(path, `${line}\n`, { mode: 0o600 })
      size += Buffer.byteLength(line) + 1
    } catch {
      size = sizeOf(path)
    }
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : inspect(error, { depth: 3, breakLength: 120 })
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
