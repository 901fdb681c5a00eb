import { projectStore } from '../state/project.ts'
import { viewStore } from '../state/view.ts'
import { perform } from './actions.ts'
import { bindings, type KeyAction } from './bindings.ts'
import { type Chord, matches } from './chord.ts'
import { mac } from './platform.ts'

/** With these a dialog is left or changed; everything else waits until it is closed. */
const inDialogs: Record<string, KeyAction[]> = {
  switcher: ['switch-agent', 'commands', 'search'],
  palette: ['switch-agent', 'commands', 'search'],
  search: ['switch-agent', 'commands', 'search'],
}

/** A browser would reload the page on some of these: it never gets them, whatever is open. */
const keptFromTheBrowser: readonly KeyAction[] = ['mark', 'mark-named', 'rewind', 'pick-mark']

/**
 * Hears the keys for the whole page. Whoever prevents a key's default keeps it.
 *
 * Returns a function that ends it.
 */
export function hearKeys(): () => void {
  let keys: Readonly<Record<string, string>> = {}
  let bound = bindings(keys, mac)

  const hear = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    const settings = projectStore.getState().state?.settings
    if (settings && settings.keys !== keys) {
      keys = settings.keys
      bound = bindings(keys, mac)
    }
    const action = actionFor(event, bound)
    if (!action) return
    if (keptFromTheBrowser.includes(action)) {
      event.preventDefault()
      // A key that is held down would set mark upon mark, or walk back through all of them.
      if (event.repeat) return
    }
    const { dialog } = viewStore.getState()
    if (dialog && !inDialogs[dialog.name]?.includes(action)) return
    if (perform(action)) event.preventDefault()
  }

  window.addEventListener('keydown', hear)
  return () => window.removeEventListener('keydown', hear)
}

function actionFor(event: KeyboardEvent, bound: ReadonlyMap<KeyAction, Chord>): KeyAction | undefined {
  for (const [action, chord] of bound) if (matches(chord, event)) return action
  return undefined
}
