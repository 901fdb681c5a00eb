import fc from 'fast-check'
import { expect, test } from 'vitest'
import { terminalModes } from '../../main/core/terminal/modes.ts'
import { scrollback } from '../../main/core/terminal/scrollback.ts'

test('keeps the newest end, within its bounds, and knows where it begins', () => {
  const printing = fc.array(fc.stringMatching(/^[a-c\n]{0,9000}$/), { maxLength: 40 })
  fc.assert(
    fc.property(printing, (texts) => {
      let dropped = ''
      const kept = scrollback({ length: 20_000, pieces: null, onDropped: (text) => (dropped += text) })
      for (const text of texts) kept.append(text)
      const all = texts.join('')
      const { at, text } = kept.read()
      expect(dropped + text).toBe(all)
      expect([at, kept.end()]).toEqual([dropped.length, all.length])
      expect(text.length).toBeLessThanOrEqual(20_000 + 20_000)
      if (text.length < all.length) expect(text.length).toBeGreaterThan(0)
    }),
    { numRuns: 30 },
  )
})

test('is cut where a line begins', () => {
  const kept = scrollback({ length: 10_000, pieces: null })
  for (let line = 0; line < 5000; line += 1) kept.append(`line ${line}\r\n`)
  const { text } = kept.read()
  expect(text).toMatch(/^line \d+\r\n/)
  expect(text).toMatch(/line 4999\r\n$/)
  expect(text.length).toBeGreaterThan(5000)
})

test('lets whole pieces go where they belong together', () => {
  const kept = scrollback({ length: 1000, pieces: 3 })
  for (const name of ['a', 'b', 'c', 'd']) kept.append(`${name} begins\n${name} ends\n`)
  expect(kept.read().text).toBe('b begins\nb ends\nc begins\nc ends\nd begins\nd ends\n')
})

test('one piece that is longer than everything is cut, and memory stays bounded', () => {
  const kept = scrollback({ length: 1000, pieces: null })
  kept.append('x'.repeat(1_000_000))
  expect(kept.end()).toBe(1_000_000)
  expect(kept.read().text.length).toBeLessThanOrEqual(2000)
})

test('a terminal is put back into the modes that were set in what is gone', () => {
  const modes = terminalModes()
  modes.see('\u001b[?1049h\u001b[?25l text \u001b[31m\u001b[?1000;1006h')
  modes.see('\u001b[?1000l')
  expect(modes.restored()).toBe('\u001b[?1049h\u001b[?25l\u001b[?1000l\u001b[?1006h')
})
