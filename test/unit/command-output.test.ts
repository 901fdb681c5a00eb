import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { headAndTail, plainText, trickle } from '../../main/core/tools/command-output.ts'

/** Bytes in pieces that end anywhere. */
const inPieces = (text: string, size: number) => {
  const bytes = new TextEncoder().encode(text)
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.slice(at * size, (at + 1) * size))
}

const plain = (pieces: Uint8Array[]) => {
  const reader = plainText()
  return pieces.map(reader.add).join('') + reader.end()
}

test('plain text is the same wherever the pieces end', () => {
  const part = fc.constantFrom(
    'text',
    'ü',
    '🎉',
    '\r\n',
    '\n',
    '\u001b[1;31m',
    '\u001b[0m',
    '\u001b]0;name\u0007',
    '\t',
  )
  fc.assert(
    fc.property(fc.array(part), fc.integer({ min: 1, max: 7 }), (parts, size) => {
      const shown = parts.filter((each) => !each.startsWith('\u001b')).join('')
      expect(plain(inPieces(parts.join(''), size))).toBe(shown.replaceAll('\r\n', '\n'))
    }),
  )
})

test('bytes that are no text come through as something that can be shown', () => {
  expect(plain([new Uint8Array([0x61, 0xff, 0, 7, 0xc3])])).toBe('a\ufffd\ufffd')
})

const kept = (parts: string[], head: number, tail: number) => {
  const output = headAndTail({ head, tail })
  for (const part of parts) output.add(part)
  return output.text()
}

test('keeps all that fits, and of more the head and the tail', () => {
  expect(kept(['one\n', 'two\n', 'three'], 5, 10)).toBe('one\ntwo\nthree')
  expect(kept(['0123456789\n', 'middle\n'.repeat(100), 'the end'], 5, 9)).toBe(
    '01234\n[704 bytes left out here. To see it, send the output to a file and read that.]\ne\nthe end',
  )
})

test('holds a bounded part of a text without line ends', () => {
  const output = headAndTail({ head: 10, tail: 10 })
  for (let round = 0; round < 10_000; round++) output.add('x'.repeat(1000))
  expect(output.text()).toMatch(/^x{10}\n\[10 MB left out here\..*\]\nx{10}$/)
})

test('shows of a progress bar what a terminal would show at the end', () => {
  expect(kept(['start\n 1%\r', ' 2%\r 3%', '\r100%\ndone\r'], 100, 100)).toBe('start\n100%\ndone')
  expect(kept(['1%\r'.repeat(10_000), '2%'], 100, 100)).toBe('2%')
})

test('passes a flood on in drops', () => {
  vi.useFakeTimers()
  try {
    const passed: string[] = []
    const live = trickle((text) => passed.push(text), { characters: 10, everyMs: 50 })
    live.add('a\r')
    live.add('b')
    expect(passed).toEqual([])
    vi.advanceTimersByTime(50)
    for (let round = 0; round < 100; round++) live.add('0123456789')
    vi.advanceTimersByTime(50)
    live.add('last')
    live.end()
    vi.advanceTimersByTime(1000)
    expect(passed).toEqual(['a\nb', '\n[990 bytes not shown]\n0123456789', 'last'])
  } finally {
    vi.useRealTimers()
  }
})
