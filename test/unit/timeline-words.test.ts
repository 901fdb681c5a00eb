import { expect, test } from 'vitest'
import type { RewindPreview } from '../../preload/protocol/timeline.ts'
import { growForest } from '../../renderer/marks/forest.ts'
import { layOut } from '../../renderer/marks/layout.ts'
import { pickable } from '../../renderer/marks/pickable.ts'
import { foldWords, nameOf, plainWords, timeOf } from '../../renderer/marks/place-words.ts'
import { quoteOf } from '../../renderer/marks/quote.ts'
import { hindrance, rewindWords } from '../../renderer/marks/rewind-words.ts'
import { goalOf, rowOf, stopAt, stopsOf } from '../../renderer/marks/stops.ts'
import { aMark, aMessage, messages } from '../helpers/places.ts'

const byId = (places: ReturnType<typeof aMark>[]) => new Map(places.map((place) => [place.id, place]))

test('a place is called by its label or its words, and by a name of its own where it has neither', () => {
  expect([nameOf(aMark('m', null)), nameOf(aMessage('u', null)), nameOf(aMessage('v', null, { words: '' }))]).toEqual([
    'm',
    'Say u',
    'A message without words',
  ])
})

test('a time is a time of day today, and a day before', () => {
  const now = new Date(2026, 10, 22, 14, 2).getTime()
  expect([timeOf(now, now), timeOf(new Date(2026, 10, 3, 9, 5).getTime(), now)]).toEqual(['14:02', '3 Nov'])
})

test('a fold says what it holds', () => {
  const fold = { open: false, holds: [], label: null }
  expect([
    foldWords({ ...fold, of: 'run', marks: 0, messages: 12, ends: 1 }),
    foldWords({ ...fold, of: 'run', marks: 2, messages: 1, ends: 1 }),
    foldWords({ ...fold, of: 'lost', marks: 3, messages: 9, ends: 1 }),
    foldWords({ ...fold, of: 'lost', marks: 0, messages: 1, ends: 1 }),
    foldWords({ ...fold, of: 'lost', marks: 3, messages: 9, ends: 2 }),
    foldWords({ ...fold, of: 'lost', marks: 1, messages: 1, ends: 1, label: 'bst' }),
  ]).toEqual([
    '12 messages',
    '1 message, 2 checkpoints',
    '3 marks on an abandoned path',
    '1 message on an abandoned path',
    '3 marks on 2 abandoned paths',
    'bst on an abandoned path',
  ])
})

test('what was said loses the signs of markdown, and code keeps its stars', () => {
  expect(plainWords('**Bold**, `code` and ## a heading ```ts x * y')).toBe('Bold, code and a heading  x * y')
})

test('a mark is quoted so that its end is clear, and in a command as a command takes it', () => {
  expect([quoteOf('before refactor', 'Compare '), quoteOf('bst', '/rewind '), quoteOf('a b', '/rewind ')]).toEqual([
    'mark "before refactor"',
    'bst',
    '"a b"',
  ])
})

test('a rewind without a label leads to the mark above, or past the one that the head is at', () => {
  const places = byId([aMark('a', null), aMessage('u', 'a'), aMark('b', 'u'), aMessage('v', 'b')])
  expect([
    goalOf(places, 'v', 'answer'),
    goalOf(places, 'b', 'b'),
    goalOf(places, 'a', 'a'),
    goalOf(places, null, null),
  ]).toEqual(['b', 'a', null, null])
})

test('marks to pick from: nearest above first, where the head is last, then the others with the newest first', () => {
  const places = byId([
    aMessage('u', null),
    aMark('a', 'u'),
    aMark('b', 'a'),
    aMark('x', 'a'),
    aMessage('v', 'a'),
    aMark('y', 'v'),
  ])
  const picked = pickable(places, { place: 'b', head: 'b' })
  expect(picked.map(({ place, onPath, follows }) => [place.id, onPath, follows])).toEqual([
    ['a', true, 'Say u'],
    ['b', true, 'Say u'],
    ['y', false, 'Say v'],
    ['x', false, 'Say u'],
  ])
})

test('Tab stops where it was left, else where the agent is, also inside a fold', () => {
  const { rows } = layOut(growForest(messages('a', 9, null), [{ agentId: 'me', place: 'a9' }]), ['me'], new Set())
  const stops = stopsOf(rows, 'me')
  expect(stops.map(({ index }) => rows[index]?.key)).toEqual(['run a1', 'a8', 'a9'])
  expect([stopAt(rows, stops, 'a8', 'a9'), stopAt(rows, stops, 'gone', 'a9'), stopAt(rows, stops, null, null)]).toEqual(
    [1, 2, 2],
  )
  expect([rowOf(rows, 'a3'), rowOf(rows, 'nowhere')]).toEqual([0, -1])
})

const preview: RewindPreview = {
  name: 'before',
  present: '0'.repeat(40),
  files: [],
  byOthers: [],
  blocked: [],
  leftOut: [],
  commits: [],
  shared: [],
  branch: { name: 'oauth', to: 'a'.repeat(40) },
}
const file = (path: string) => ({ path, status: 'M' as const, from: null, added: 1, removed: 0 })

const before = { words: 'before', undoes: false }

test('a rewind is told exactly: what goes back, what is kept, and what stays', () => {
  expect(
    rewindWords(
      'oauth',
      before,
      { ...preview, files: [file('a'), file('b')], shared: ['main'] },
      { files: true, branch: true },
    ),
  ).toEqual([
    'The conversation of oauth goes back to before. What was said since stays in the timeline, one click away.',
    '2 files become as then, all or none. A snapshot keeps them as now, and Undo brings them back.',
    'The branch oauth is where it was then already.',
    'main works in the same directory: the files change there too.',
    'Ignored files, and work done outside the directory, stay as they are now.',
  ])
  expect(rewindWords('oauth', before, preview, { files: false, branch: false })).toHaveLength(1)
  expect(rewindWords('oauth', before, preview, { files: true, branch: false })[1]).toBe(
    'The files are as they were then: nothing has to be restored.',
  )
  // of an undo there is no undo
  const undo = { words: 'where you were', undoes: true }
  expect(rewindWords('oauth', undo, { ...preview, files: [file('a')] }, { files: true, branch: false })[1]).toBe(
    '1 file becomes as then, all or none. The timeline keeps it as now.',
  )
})

test('what stands in the way is named', () => {
  expect(hindrance(preview)).toBeNull()
  expect(hindrance({ blocked: ['place'] })).toContain('in the way at place')
})
