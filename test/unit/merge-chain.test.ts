import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chainOf, splitChain, unchained } from '../../renderer/merge/chain.ts'

test('a close is taken out of what is chained, with its flags, and the rest keeps its order', () => {
  expect(chainOf('/mark done && /agent close --keep-branch && /agent list')).toEqual({
    before: '/mark done',
    close: { merge: true, keepBranch: true },
    after: '/agent list',
  })
  expect(chainOf('/agent close --no-merge').close).toEqual({ merge: false, keepBranch: false })
  expect(chainOf('/agent list')).toEqual({ before: '/agent list', close: null, after: null })
  expect(chainOf(null)).toEqual({ before: null, close: null, after: null })
  expect(unchained(chainOf('/mark a && /agent close && /agent list'), '/agent close')).toBe(
    '/mark a && /agent close && /agent list',
  )
  expect(unchained(chainOf('/agent close'), null)).toBeNull()
})

test('what only looks like a close stays a command like any other', () => {
  for (const text of ['/mark "/agent close"', '/mark "a && /agent close"', '/agent closed', '/agent close oauth'])
    expect(chainOf(text)).toEqual({ before: text, close: null, after: null })
})

const quotable = fc.string({ unit: fc.constantFrom('a', ' ', '&', '\\', '"', "'") })
const word = fc.oneof(
  fc.constantFrom('/mark', '/agent list', 'x-1'),
  quotable.map((text) => `"${text.replaceAll(/["\\]/g, (sign) => `\\${sign}`)}"`),
  quotable.map((text) => `'${text.replaceAll("'", '')}'`),
)

test('a chain comes apart where it was joined, whatever is quoted in it', () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), (commands) => {
      expect(splitChain(commands.join(' && '))).toEqual(commands)
    }),
  )
})
