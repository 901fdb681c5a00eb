import { useState } from 'react'
import type { Fault } from '../../preload/protocol/faults.ts'
import type { MemoryDocument } from '../../preload/protocol/memory.ts'
import { call } from '../state/project.ts'
import { unsaved } from './unsaved.ts'

/** What reading begins with: what was just done, and the versions to compare. */
export type Opening = { said: string | null; compared: { from: number; to: number } | null }

export type Saving = {
  busy: boolean
  fault: Fault | null
  /** Whether it was saved. */
  save: () => Promise<boolean>
  /** Forgets what went wrong. */
  begin: () => void
}

/**
 * Writes what is unsaved of a document as a new version. `seen` is the newest
 * version that the writer was told of: one that came in between is shown afterwards.
 */
export function useSaving(
  number: number | null,
  seen: number,
  onSaved: (written: MemoryDocument, opening: Opening) => void,
): Saving {
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<Fault | null>(null)

  async function save(): Promise<boolean> {
    const text = unsaved.of(number)
    if (busy || !text) return false
    const { title, alias, aliasBefore, content } = text
    const named = alias.trim() === aliasBefore ? {} : { alias: alias.trim() || null }
    setBusy(true)
    setFault(null)
    const written = await call('memory.write', { number, title, content, ...named })
    setBusy(false)
    if (!written.ok) {
      setFault(written.fault)
      return false
    }
    unsaved.keep(number, null)
    onSaved(written.value, openingAfter(seen, written.value.version))
    return true
  }

  return { busy, fault, save, begin: () => setFault(null) }
}

/** What is to be said of a version that was written by somebody who knew of `seen`. */
export function openingAfter(seen: number, version: number): Opening {
  const said = version === 1 ? 'Created.' : `Saved as version ${version}.`
  if (version <= seen + 1) return { said, compared: null }
  return {
    said: `${said} Version ${version - 1} came just before it, and this is what it changed.`,
    compared: { from: seen, to: version - 1 },
  }
}
