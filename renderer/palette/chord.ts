/** Keys pressed together. `mod` is Cmd on macOS and Ctrl elsewhere; it is settled when a chord is read. */
export type Chord = { ctrl: boolean; alt: boolean; shift: boolean; meta: boolean; key: string }

/** What of a keyboard event tells which chord it is. */
export type Pressed = {
  key: string
  code: string
  ctrlKey: boolean
  altKey: boolean
  shiftKey: boolean
  metaKey: boolean
}

const modifiers: Record<string, 'ctrl' | 'alt' | 'shift' | 'meta' | 'mod'> = {
  ctrl: 'ctrl',
  control: 'ctrl',
  alt: 'alt',
  option: 'alt',
  shift: 'shift',
  meta: 'meta',
  cmd: 'meta',
  mod: 'mod',
}
const named = ['escape', 'enter', 'tab', 'space', 'backspace', 'delete', 'home', 'end', 'pageup', 'pagedown']
const keyNames = new Set([...named, 'arrowup', 'arrowdown', 'arrowleft', 'arrowright'])
/** Keys that may stand alone: they type nothing. */
const alone = /^(f\d{1,2}|escape)$/

/** Reads `Ctrl+Shift+M`. Null for what is no chord, and for a key that typing needs. */
export function parseChord(text: string, mac: boolean): Chord | null {
  const parts = text
    .trim()
    .toLowerCase()
    .split('+')
    .map((part) => part.trim())
  // `Ctrl++` is Ctrl and the plus key.
  const last = parts.at(-1) === '' && parts.at(-2) === '' ? '+' : parts.at(-1)
  const held = parts.slice(0, last === '+' ? -2 : -1).map((part) => modifiers[part])
  if (
    !last ||
    held.includes(undefined) ||
    !(last.length === 1 || keyNames.has(last) || /^f([1-9]|1\d|2[0-4])$/.test(last))
  )
    return null
  const chord = {
    ctrl: held.includes('ctrl') || (!mac && held.includes('mod')),
    alt: held.includes('alt'),
    shift: held.includes('shift'),
    meta: held.includes('meta') || (mac && held.includes('mod')),
    key: last,
  }
  return chord.ctrl || chord.alt || chord.meta || alone.test(last) ? chord : null
}

/** Whether these keys are that chord, on any keyboard layout. */
export function matches(chord: Chord, pressed: Pressed): boolean {
  return (
    chord.ctrl === pressed.ctrlKey &&
    chord.alt === pressed.altKey &&
    chord.shift === pressed.shiftKey &&
    chord.meta === pressed.metaKey &&
    keysOf(pressed).includes(chord.key)
  )
}

/** The chord that was pressed, as `parseChord` reads it; null while only modifiers are held. */
export function writtenChord(pressed: Pressed): string | null {
  if (['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'Dead', 'Process'].includes(pressed.key)) return null
  const held = [
    pressed.ctrlKey && 'Ctrl',
    pressed.altKey && 'Alt',
    pressed.shiftKey && 'Shift',
    pressed.metaKey && 'Cmd',
  ]
  const key = keysOf(pressed).at(-1) ?? ''
  return [...held.filter(Boolean), capital(key)].join('+')
}

const macSigns: Record<string, string> = { ctrl: '⌃', alt: '⌥', shift: '⇧', meta: '⌘' }
const keySigns: Record<string, string> = {
  escape: 'Esc',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
}

/** The chord as it is shown, key by key. */
export function shownChord(chord: Chord, mac: boolean): string[] {
  const held = (['ctrl', 'alt', 'shift', 'meta'] as const).filter((name) => chord[name])
  return [
    ...held.map((name) => (mac ? (macSigns[name] ?? name) : capital(name))),
    keySigns[chord.key] ?? capital(chord.key),
  ]
}

/** Codes of keys that give another sign with Shift or on another layout. */
const codes: Record<string, string> = {
  Backslash: '\\',
  IntlBackslash: '\\',
  Comma: ',',
  Period: '.',
  Slash: '/',
  Semicolon: ';',
  Quote: "'",
  BracketLeft: '[',
  BracketRight: ']',
  Minus: '-',
  Equal: '=',
  Backquote: '`',
  Space: 'space',
}

/** The names a key goes by: what it types and, unless that is a Latin letter, what stands on it in the usual layout. */
function keysOf({ key, code }: Pressed): string[] {
  const typed = key === ' ' ? 'space' : key.toLowerCase()
  if (/^([a-z]|[a-z]\w+)$/.test(typed)) return [typed]
  const printed = codes[code] ?? /^(?:Key|Digit)(\w)$/.exec(code)?.[1]?.toLowerCase()
  return printed === undefined || printed === typed ? [typed] : [typed, printed]
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
