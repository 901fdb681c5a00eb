import { type Chord, parseChord } from './chord.ts'

/** What keys can do, with the chord it has unless the settings say otherwise; an empty chord is none. */
export const defaultKeys = {
  'switch-agent': { title: 'Switch agent', keys: 'Ctrl+\\' },
  commands: { title: 'Command palette', keys: 'Mod+K' },
  search: { title: 'Search everything', keys: 'Mod+Shift+F' },
  'new-agent': { title: 'New agent', keys: '' },
  'merge-into': { title: 'Merge this agent into…', keys: '' },
  commit: { title: 'Commit in this agent', keys: '' },
  changes: { title: 'Show the changes of this agent', keys: '' },
  'stop-run': { title: 'Stop the run', keys: 'Escape' },
  terminal: { title: 'Show or hide the terminal', keys: 'Mod+J' },
  mark: { title: 'Mark this place', keys: 'Ctrl+M' },
  'mark-named': { title: 'Mark this place with a label…', keys: 'Ctrl+Shift+M' },
  rewind: { title: 'Rewind to the last mark', keys: 'Ctrl+R' },
  'pick-mark': { title: 'Rewind to a mark…', keys: 'Ctrl+Shift+R' },
  marks: { title: 'Show or hide the marks', keys: 'Mod+Shift+B' },
  'side-bar': { title: 'Show or hide the side bar', keys: 'Mod+B' },
  settings: { title: 'Settings', keys: 'Mod+,' },
  'focus-message': { title: 'Write a message', keys: 'Mod+L' },
  'tab-1': { title: 'Show tab 1', keys: 'Mod+1' },
  'tab-2': { title: 'Show tab 2', keys: 'Mod+2' },
  'tab-3': { title: 'Show tab 3', keys: 'Mod+3' },
  'tab-4': { title: 'Show tab 4', keys: 'Mod+4' },
  'tab-5': { title: 'Show tab 5', keys: 'Mod+5' },
  'tab-6': { title: 'Show tab 6', keys: 'Mod+6' },
  'tab-7': { title: 'Show tab 7', keys: 'Mod+7' },
  'tab-8': { title: 'Show tab 8', keys: 'Mod+8' },
  'tab-9': { title: 'Show tab 9', keys: 'Mod+9' },
} as const satisfies Record<string, { title: string; keys: string }>

export type KeyAction = keyof typeof defaultKeys
export const keyActions = Object.keys(defaultKeys) as KeyAction[]

/** The chord of every action. One that the settings write wrongly keeps its own; an empty one has none. */
export function bindings(keys: Readonly<Record<string, string>>, mac: boolean): Map<KeyAction, Chord> {
  const bound = new Map<KeyAction, Chord>()
  for (const action of keyActions) {
    const wanted = keys[action]
    if (wanted === '') continue
    const chord = (wanted === undefined ? null : parseChord(wanted, mac)) ?? parseChord(defaultKeys[action].keys, mac)
    if (chord) bound.set(action, chord)
  }
  return bound
}

/** The action, other than this one, that has the chord already. */
export function takenBy(chord: Chord, action: KeyAction, bound: ReadonlyMap<KeyAction, Chord>): KeyAction | null {
  const same = (other: Chord) =>
    (['ctrl', 'alt', 'shift', 'meta', 'key'] as const).every((part) => other[part] === chord[part])
  for (const [other, its] of bound) if (other !== action && same(its)) return other
  return null
}
