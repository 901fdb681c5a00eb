import { type KeyboardEvent, useState } from 'react'
import { explain } from '../../preload/protocol/explain.ts'
import { bindings, defaultKeys, type KeyAction, keyActions, takenBy } from '../palette/bindings.ts'
import { parseChord, shownChord, writtenChord } from '../palette/chord.ts'
import { mac } from '../palette/platform.ts'
import { call } from '../state/project.ts'
import { useHost } from '../state/use.ts'
import { Button } from '../ui/Button.tsx'
import { Kbd } from '../ui/Kbd.tsx'

const none = {}

/** Every action with its keys, to be changed by pressing others. */
export function KeyList() {
  const keys: Record<string, string> = useHost(({ settings }) => settings.keys) ?? none
  const [asking, setAsking] = useState<KeyAction | null>(null)
  const [error, setError] = useState<{ action: KeyAction; text: string } | null>(null)
  const bound = bindings(keys, mac)

  async function save(action: KeyAction, wanted: string | null) {
    const { [action]: _old, ...others } = keys
    const result = await call('settings.change', {
      change: { keys: wanted === null ? others : { ...others, [action]: wanted } },
    })
    setError(result.ok ? null : { action, text: explain(result.fault) })
  }

  const heard = (event: KeyboardEvent, action: KeyAction) => {
    if (asking !== action) return
    const written = writtenChord(event)
    if (written === null || event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    setAsking(null)
    if (written === 'Escape' && action !== 'stop-run') return
    const chord = parseChord(written, mac)
    const owner = chord && takenBy(chord, action, bound)
    if (!chord) setError({ action, text: 'Add Ctrl, Alt or Cmd: typing needs this key by itself.' })
    else if (owner) setError({ action, text: `These keys belong to '${defaultKeys[owner].title}'.` })
    else void save(action, written)
  }

  return (
    <ul className="key-list">
      {keyActions.map((action) => {
        const chord = bound.get(action)
        return (
          <li key={action} className="key-row">
            <span className="key-title">{defaultKeys[action].title}</span>
            {chord && asking !== action ? <Kbd keys={shownChord(chord, mac)} /> : null}
            <Button
              tone="quiet"
              aria-label={`Change the keys of ${defaultKeys[action].title}`}
              onClick={() => {
                setError(null)
                setAsking(action)
              }}
              onBlur={() => setAsking(null)}
              onKeyDown={(event) => heard(event, action)}
            >
              {asking === action ? 'Press the keys…' : 'Change'}
            </Button>
            {keys[action] === undefined ? null : (
              <Button tone="quiet" onClick={() => void save(action, null)}>
                Reset
              </Button>
            )}
            {error?.action === action ? (
              <p className="field-error" role="alert">
                {error.text}
              </p>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}
