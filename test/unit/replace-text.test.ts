import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffOf } from '../../main/core/tools/changes.ts'
import { replaceText, usesCrlf } from '../../main/core/tools/replace-text.ts'

const replaced = (text: string, wanted: string, fresh: string) => {
  const result = replaceText('a', text, wanted, fresh)
  return result.ok ? result.value : result.fault.kind
}

test('finds a text whatever its line ends, and keeps those of the file', () => {
  expect(replaced('a\r\nb\r\nc\r\n', 'a\nb', 'x\ny')).toBe('x\r\ny\r\nc\r\n')
  expect(replaced('a\r\nb\r\n', 'a\r\nb', 'x\r\ny')).toBe('x\r\ny\r\n')
  expect(replaced('a\nb\n', 'a\r\nb', 'x\ny')).toBe('x\ny\n')
  expect(replaced('a\r\nb\nc\n', 'b\n', 'x\n')).toBe('a\r\nx\nc\n')
  expect(replaced('a\nb\n', 'a', 'x\r\ny')).toBe('x\r\ny\nb\n')
})

test('counts places that overlap', () => {
  expect(replaced('aaa', 'aa', 'b')).toBe('text-repeated')
})

test('a change that changes nothing is told', () => {
  expect(replaced('a\r\nb\r\n', 'a\nb', 'a\r\nb')).toBe('text-same')
})

test('tells no more than ten places', () => {
  expect(replaceText('a', 'x\n'.repeat(50), 'x', 'y')).toEqual({
    ok: false,
    fault: { kind: 'text-repeated', path: 'a', lines: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], more: true },
  })
})

const piece = fc.array(fc.constantFrom('a', 'b', '\n', '\r\n', '$&', ' '), { maxLength: 6 }).map((all) => all.join(''))

test('changes the place and nothing else', () => {
  fc.assert(
    fc.property(piece, piece, piece, (before, after, fresh) => {
      const text = `${before}§mark§${after}`
      const inserted = usesCrlf(text) ? fresh.replaceAll('\r\n', '\n').replaceAll('\n', '\r\n') : fresh
      expect(replaced(text, '§mark§', fresh)).toBe(`${before}${inserted}${after}`)
    }),
  )
})

test('a diff has no header and counts lines', () => {
  expect(diffOf('a', 'one\ntwo\n', 'one\n2\n3')).toEqual({
    kind: 'diff',
    path: 'a',
    patch: '@@ -1,2 +1,3 @@\n one\n-two\n+2\n+3\n\\ No newline at end of file\n',
    added: 2,
    removed: 1,
  })
})

test('a diff that is too large is counted but not shown', () => {
  const lines = (word: string) => Array.from({ length: 5000 }, (_, index) => `${word} ${index}\n`).join('')
  expect(diffOf('a', `same\n${lines('old')}end\n`, `same\n${lines('new')}end\n`)).toEqual({
    kind: 'diff',
    path: 'a',
    patch: '',
    added: 5000,
    removed: 5000,
  })
  expect(diffOf('a', '', lines('x'.repeat(100)))).toMatchObject({ patch: '', added: 5000, removed: 0 })
})
