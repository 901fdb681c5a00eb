import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutBlocks, openFence } from '../../renderer/conversation/markdown-blocks.ts'

const lines = fc.constantFrom(
  '# Title',
  'words and more words',
  '- one',
  '- two',
  '  goes on',
  '1. first',
  '2. second',
  '',
  '',
  '```ts',
  '```',
  'const a = 1',
  '| a | b |',
  '| - | - |',
  '| 1 | 2 |',
  '> said',
  '---',
  '===',
  '    indented',
  '<div>',
  '</div>',
  'tail\r',
)
/** The lexer tidies white space, which is not what these tests are about. */
const bare = (text: string) => text.replace(/\s+/g, '')
const markdown = fc.array(lines, { maxLength: 40 }).map((all) => all.join('\n'))

test('blocks together are the text again', () => {
  fc.assert(
    fc.property(markdown, (text) => {
      expect(bare(cutBlocks(text).sources.join(''))).toBe(bare(text))
    }),
  )
})

test('text that comes in pieces is never lost, doubled or reordered', () => {
  fc.assert(
    fc.property(markdown, fc.array(fc.nat(30), { minLength: 1, maxLength: 60 }), (text, steps) => {
      let at = 0
      let blocks = cutBlocks('')
      for (const step of steps) {
        at = Math.min(text.length, at + step)
        blocks = cutBlocks(text.slice(0, at), blocks)
        expect(bare(blocks.sources.join(''))).toBe(bare(text.slice(0, at)))
      }
    }),
  )
})

test('pieces end in the same blocks as the whole text', () => {
  const text =
    '# Plan\n\nFirst *this*.\n\n1. a\n\n2. b\n   more\n\n```ts\nconst a = 1\n\nconst b = 2\n```\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\nEnd.'
  let blocks = cutBlocks('')
  for (let at = 1; at <= text.length; at++) blocks = cutBlocks(text.slice(0, at), blocks)
  expect(blocks.sources).toEqual(cutBlocks(text).sources)
})

test('only the end is read again while text is added', () => {
  const paragraphs = Array.from({ length: 200 }, (_, index) => `Paragraph ${index}.`).join('\n\n')
  const before = cutBlocks(paragraphs)
  const after = cutBlocks(`${paragraphs} And more.`, before)
  expect(before.settled).toBeGreaterThan(paragraphs.length - 100)
  expect(after.sources.slice(0, 198)).toEqual(before.sources.slice(0, 198))
})

test('a text that does not continue the one before is cut afresh', () => {
  const before = cutBlocks('a\n\nb\n\nc\n\nd')
  expect(cutBlocks('x\n\ny', before).sources).toEqual(['x\n\n', 'y'])
})

test('a fence is open until its own sign closes it', () => {
  expect(['```ts\na', '```', '```ts\na\n```', '~~~\n```', '````\n```\n', 'text'].map(openFence)).toEqual([
    true,
    true,
    false,
    true,
    true,
    false,
  ])
})
