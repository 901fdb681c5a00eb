import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const css = readFileSync(new URL('../../renderer/ui/tokens.css', import.meta.url), 'utf8')
const pairs = [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)]
const themes = [2, 3].map((group) => new Map(pairs.map((found) => [found[1] ?? '', found[group] ?? ''])))

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

const grounds = ['paper', 'raised', 'sunk', 'code', 'hover']
const inks = [
  'ink',
  'ink-2',
  'ink-3',
  'shu',
  'ok',
  'warn',
  'bad',
  ...Array.from({ length: 8 }, (_, hue) => `hue-${hue}`),
]
const onSoft = [
  ['shu', 'shu-soft'],
  ['ok', 'ok-soft'],
  ['warn', 'warn-soft'],
  ['bad', 'bad-soft'],
  ['ink', 'added'],
  ['ink', 'removed'],
  ['ink', 'selection'],
  ['ink', 'warn-soft'],
  ['ink', 'ok-soft'],
  ['ink', 'bad-soft'],
  ['ok', 'added'],
  ['bad', 'removed'],
  ['paper', 'ink-2'],
]

test('text has a contrast of 4.5 to 1 on every ground of both themes', () => {
  const wanted = [...inks.flatMap((ink) => grounds.map((ground) => [ink, ground])), ...onSoft]
  const poor = themes.flatMap((theme, index) =>
    wanted
      .map(
        ([a = '', b = '']) =>
          `${index ? 'dark' : 'light'} ${a} on ${b}: ${contrast(theme.get(a) ?? '', theme.get(b) ?? '').toFixed(2)}`,
      )
      .filter((line) => !(Number(line.split(': ')[1]) >= 4.5)),
  )
  expect(poor).toEqual([])
})
