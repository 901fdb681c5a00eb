import { useState } from 'react'
import { explain } from '../../preload/protocol/explain.ts'
import type { SettingsChange } from '../../preload/protocol/settings.ts'
import { call } from '../state/project.ts'

/** Saves one field's setting as soon as it is changed; what is wrong with it is said beside that field. */
export function useSave(): {
  error: string | null
  save: (change: SettingsChange) => void
  fail: (error: string) => void
} {
  const [error, setError] = useState<string | null>(null)

  async function saveNow(change: SettingsChange) {
    const result = await call('settings.change', { change })
    setError(result.ok ? null : explain(result.fault))
  }

  return { error, save: (change) => void saveNow(change), fail: setError }
}
