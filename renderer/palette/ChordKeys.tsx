import { useMemo } from 'react'
import { useHost } from '../state/use.ts'
import { Kbd } from '../ui/Kbd.tsx'
import { bindings, type KeyAction } from './bindings.ts'
import { shownChord } from './chord.ts'
import { mac } from './platform.ts'

const none = {}

/** The keys that an action has now. Nothing when it has none. */
export function ChordKeys({ action }: { action: KeyAction }) {
  const keys = useHost(({ settings }) => settings.keys) ?? none
  const chord = useMemo(() => bindings(keys, mac), [keys]).get(action)
  return chord ? <Kbd keys={shownChord(chord, mac)} /> : null
}
