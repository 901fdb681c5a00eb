import { expect, test } from 'vitest'
import type { MemoryDocument, MemoryVersion } from '../../preload/protocol/memory.ts'
import { spaced } from '../../renderer/composer/edit-text.ts'
import { calledIn, documentNamed, fitting, referenceParts } from '../../renderer/memory/find.ts'
import { openingAfter } from '../../renderer/memory/use-saving.ts'
import { authorWords, fateWords, placeWords, referring } from '../../renderer/memory/words.ts'

const aDocument = (number: number, alias: string | null, title: string): MemoryDocument => ({
  number,
  alias,
  title,
  version: 1,
  author: 'main',
  at: 0,
  length: 0,
})
const memory = [
  aDocument(189, null, 'The plan'),
  aDocument(188, 'websocket/research', 'Libraries in C'),
  aDocument(18, 'cache/design', 'Two layers'),
]
const numbers = (typed: string, inside: number[] = []) => fitting(memory, typed, inside).map(({ number }) => number)

test('a document is found by its number and by its alias, and called by its alias first', () => {
  expect(['188', 'websocket/research', 'cache', '1'].map((name) => documentNamed(memory, name)?.number)).toEqual([
    188,
    188,
    undefined,
    undefined,
  ])
  expect(memory.map(calledIn)).toEqual(['The plan', 'websocket/research', 'cache/design'])
})

test('the list keeps its order until something is typed, and then the best fit leads', () => {
  expect(numbers('')).toEqual([189, 188, 18])
  expect(numbers('  ')).toEqual([189, 188, 18])
  expect(numbers('18')[0]).toBe(18)
  expect(numbers('#mem-188')).toEqual([188])
  expect(numbers('#cache')).toEqual([18])
  expect(numbers('libraries')).toEqual([188])
})

test('what the host found inside comes behind what is called so, each once', () => {
  expect(numbers('cache', [18, 189])).toEqual([18, 189])
  expect(numbers('zzz', [188, 7])).toEqual([188])
})

test('a text is parted into references and what stands between them', () => {
  expect(referenceParts('Created #mem-188 (websocket/research).')).toEqual([
    { text: 'Created ', name: null },
    { text: '#mem-188', name: '188' },
    { text: ' (websocket/research).', name: null },
  ])
  expect(referenceParts('no x#mem-1 here')).toEqual([{ text: 'no x#mem-1 here', name: null }])
  expect(referenceParts('')).toEqual([])
})

test('words that are put into a message have a space on either side where there is none', () => {
  expect([spaced('', 'x', ''), spaced('a', 'x', 'b'), spaced('a ', 'x', ' b'), spaced('a\n', 'x', '\nb')]).toEqual([
    'x ',
    ' x ',
    'x',
    'x',
  ])
})

test('a version that came in between is shown, any other is not', () => {
  expect(openingAfter(0, 1)).toEqual({ said: 'Created.', compared: null })
  expect(openingAfter(2, 3)).toEqual({ said: 'Saved as version 3.', compared: null })
  expect(openingAfter(2, 5)).toMatchObject({ compared: { from: 2, to: 4 } })
})

test('who wrote, where they stood and who refers to it is said in words', () => {
  const version: MemoryVersion = { version: 1, title: '', author: null, at: 0, branch: null, commit: null, length: 0 }
  expect([authorWords(version), authorWords({ author: 'oauth' })]).toEqual(['you', 'oauth'])
  const commit = 'a41f09c7d02bbe1c9e4aa5ae6b6e0000000000aa'
  expect([
    placeWords(version),
    placeWords({ ...version, branch: 'main', commit }),
    placeWords({ ...version, branch: 'main' }),
    placeWords({ ...version, commit }),
  ]).toEqual([null, 'main at a41f09c', 'main', 'a41f09c'])

  const references = [
    { agent: 'impl', version: 3, at: 5 },
    { agent: 'docs', version: 2, at: 4 },
    { agent: 'impl', version: 1, at: 3 },
    { agent: 'impl', version: 1, at: 2 },
  ]
  expect(referring(references)).toEqual([
    { agent: 'impl', versions: [3, 1], at: 5 },
    { agent: 'docs', versions: [2], at: 4 },
  ])
  expect(fateWords([])).toBe('No conversation refers to it.')
  expect(fateWords(references)).toBe('The conversations of impl and docs refer to it and keep what they read.')
  expect(fateWords(references.slice(0, 1))).toBe('The conversation of impl refers to it and keeps what it read.')
})
