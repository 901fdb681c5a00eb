import { expect, test } from 'vitest'
import { bindings, takenBy } from '../../renderer/palette/bindings.ts'
import { matches, type Pressed, parseChord, shownChord, writtenChord } from '../../renderer/palette/chord.ts'

const pressed = (key: string, code: string, held: Partial<Pressed> = {}): Pressed => ({
  key,
  code,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  ...held,
})
const bare = { ctrl: false, alt: false, shift: false, meta: false }
const fits = (chord: string, keys: Pressed, mac = false) => {
  const read = parseChord(chord, mac)
  return read !== null && matches(read, keys)
}

test('reads chords in any case and spacing', () => {
  expect([
    parseChord('ctrl + Shift+m', false),
    parseChord('Ctrl++', false),
    parseChord('Mod+K', false),
    parseChord('Mod+K', true),
    parseChord('Escape', false),
    parseChord('F5', false),
  ]).toEqual([
    { ...bare, ctrl: true, shift: true, key: 'm' },
    { ...bare, ctrl: true, key: '+' },
    { ...bare, ctrl: true, key: 'k' },
    { ...bare, meta: true, key: 'k' },
    { ...bare, key: 'escape' },
    { ...bare, key: 'f5' },
  ])
})

test.each(['', 'Ctrl', 'Ctrl+', 'Hyper+K', 'k', 'Shift+K', 'Ctrl+Wheel', 'Enter', 'F99', 'Ctrl+K+K'])(
  'refuses %j as a chord',
  (text) => {
    expect(parseChord(text, false)).toBeNull()
  },
)

test('fits the keys held, neither more nor fewer', () => {
  expect([
    fits('Ctrl+K', pressed('k', 'KeyK', { ctrlKey: true })),
    fits('Ctrl+K', pressed('K', 'KeyK', { ctrlKey: true, shiftKey: true })),
    fits('Ctrl+K', pressed('k', 'KeyK')),
    fits('Mod+K', pressed('k', 'KeyK', { metaKey: true }), true),
    fits('Ctrl+\\', pressed('\\', 'Backslash', { ctrlKey: true }), true),
  ]).toEqual([true, false, false, true, true])
})

test('finds a key by its place where the layout types another sign', () => {
  expect([
    fits('Ctrl+K', pressed('л', 'KeyK', { ctrlKey: true })),
    fits('Ctrl+1', pressed('&', 'Digit1', { ctrlKey: true })),
    fits('Ctrl+Shift+\\', pressed('|', 'Backslash', { ctrlKey: true, shiftKey: true })),
    fits('Ctrl+\\', pressed('#', 'Backslash', { ctrlKey: true })),
  ]).toEqual([true, true, true, true])
})

test('takes a Latin letter at its word, wherever it lies', () => {
  const dvorakT = pressed('t', 'KeyK', { ctrlKey: true })
  expect([fits('Ctrl+K', dvorakT), fits('Ctrl+T', dvorakT)]).toEqual([false, true])
})

test('writes what was pressed so that it can be read again, and nothing for modifiers alone', () => {
  expect([
    writtenChord(pressed('M', 'KeyM', { ctrlKey: true, shiftKey: true })),
    writtenChord(pressed('+', 'NumpadAdd', { ctrlKey: true })),
    writtenChord(pressed('Control', 'ControlLeft', { ctrlKey: true })),
  ]).toEqual(['Ctrl+Shift+M', 'Ctrl++', null])
})

test('shows a chord in the signs of the system', () => {
  const chord = { ...bare, ctrl: true, shift: true, key: 'm' }
  expect([shownChord(chord, false), shownChord(chord, true)]).toEqual([
    ['Ctrl', 'Shift', 'M'],
    ['⌃', '⇧', 'M'],
  ])
})

test('settings rebind and unbind; a chord that cannot be read changes nothing', () => {
  const bound = bindings(
    { commands: 'Ctrl+P', 'side-bar': '', settings: 'nonsense', 'no-such-action': 'Ctrl+Q' },
    false,
  )
  expect([bound.get('commands')?.key, bound.has('side-bar'), bound.get('settings')?.key, bound.size]).toEqual([
    'p',
    false,
    ',',
    21,
  ])
})

test('knows whose keys a chord is', () => {
  const chord = { ...bare, ctrl: true, key: 'k' }
  const bound = bindings({}, false)
  expect([takenBy(chord, 'settings', bound), takenBy(chord, 'commands', bound)]).toEqual(['commands', null])
})
