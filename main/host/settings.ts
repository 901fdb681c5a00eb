import { readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { FaultOf } from '../../preload/protocol/faults.ts'
import { type Settings, type SettingsChange, settings as schema } from '../../preload/protocol/settings.ts'
import type { SettingsPort } from '../core/ports.ts'
import { StoreFailure } from '../core/store/database.ts'

/** What conf and electron-store (which is built on it) have in common: one JSON object in one file. */
export type SettingsFile = { readonly store: Record<string, unknown>; set(change: Record<string, unknown>): void }

/** How both hosts open the file, so that either reads what the other wrote. */
export const fileOptions = { name: 'settings', fileMode: 0o600 } as const

/**
 * Settings from `settings.json` in the data folder.
 *
 * A file that is not a JSON object is set aside untouched first, since the
 * store would throw on it. A value that does not fit falls back to its default
 * and stays in the file, as do keys that only a newer version knows.
 */
export function openSettings(home: string, clock: () => number, open: () => SettingsFile): SettingsPort {
  const setAside = setAsideBroken(join(home, `${fileOptions.name}.json`), clock)
  const file = open()
  let current = readSettings(file.store)
  return {
    setAside,
    read: () => current,
    write(change) {
      try {
        file.set(given(change))
      } catch (error) {
        throw new StoreFailure(error)
      }
      current = readSettings(file.store)
    },
  }
}

/** The settings that a file's content amounts to; each value stands or falls alone. */
export function readSettings(content: Record<string, unknown>): Settings {
  const valid = Object.entries(schema.shape).flatMap(([name, value]) => {
    const read = value.safeParse(content[name])
    return read.success ? [[name, read.data]] : []
  })
  return schema.parse(Object.fromEntries(valid))
}

/** A key that is there but undefined is no change. */
function given(change: SettingsChange): Record<string, unknown> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
}

function setAsideBroken(path: string, clock: () => number): FaultOf<'settings-set-aside'> | null {
  const reason = whyBroken(path)
  if (reason === null) return null
  const aside = `${path}.broken-${new Date(clock()).toISOString().replaceAll(':', '-')}`
  renameSync(path, aside)
  return { kind: 'settings-set-aside', path: aside, reason }
}

function whyBroken(path: string): string | null {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'))
    const isObject = typeof content === 'object' && content !== null && !Array.isArray(content)
    return isObject ? null : 'it is not a JSON object'
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    return error instanceof Error ? error.message : String(error)
  }
}
