import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  labelsOf,
  markBefore,
  markNamed,
  messageAfter,
  nextNumbered,
  pathUp,
} from '../../main/core/conversation/places.ts'
import { lastStanding } from '../../main/core/conversation/standing.ts'
import { conversationOnly, type Move } from '../../main/core/store/moves.ts'
import type { Place } from '../../preload/protocol/timeline.ts'

const place = (id: string, parentId: string | null, label = ''): Place => ({
  id,
  parentId,
  session: 's',
  agentId: 'a',
  kind: label === '' ? 'message' : 'mark',
  label,
  numbered: label.startsWith('Checkpoint #'),
  words: label === '' ? id : '',
  at: 0,
  files: 'kept',
})

/** start → hash, and beside it start → tree, where head is. */
const tree = [
  place('m0', null),
  place('start', 'm0', 'start'),
  place('m1', 'start'),
  place('hash', 'm1', 'hash'),
  place('m2', 'start'),
  place('tree', 'm2', 'tree'),
  place('m3', 'tree'),
]
const idOf = (found: Place | null) => found?.id ?? null

test('a rewind without a label goes to the nearest mark before head, and repeated walks back', () => {
  expect(idOf(markBefore(tree, { place: 'm3', spoken: 'reply' }))).toBe('tree')
  expect(idOf(markBefore(tree, { place: 'tree', spoken: 'tree' }))).toBe('start')
  expect(idOf(markBefore(tree, { place: 'start', spoken: 'start' }))).toBeNull()
  // a reply came behind the mark
  expect(idOf(markBefore(tree, { place: 'tree', spoken: 'reply' }))).toBe('tree')
  expect(idOf(markBefore([], { place: null, spoken: null }))).toBeNull()
})

test('a label is looked for on the path, then on abandoned paths, newest first', () => {
  expect(idOf(markNamed(tree, 'm3', 'start'))).toBe('start')
  expect(idOf(markNamed(tree, 'm3', 'hash'))).toBe('hash')
  expect(idOf(markNamed(tree, 'm3', 'nowhere'))).toBeNull()
  const twice = [...tree, place('m4', 'hash'), place('again', 'm4', 'tree')]
  expect(idOf(markNamed(twice, 'm3', 'tree'))).toBe('tree')
  expect(idOf(markNamed(twice, 'm0', 'tree'))).toBe('again')
  expect(labelsOf(twice)).toEqual(['tree', 'hash', 'start'])
})

test('marks that nobody names are counted in their tree', () => {
  expect(nextNumbered([])).toBe('Checkpoint #1')
  const two = [...tree, place('c', 'm3', 'Checkpoint #1'), place('d', 'm0', 'Checkpoint #2')]
  expect(nextNumbered(two)).toBe('Checkpoint #3')
})

test('what is offered after a rewind is the message that followed on the path that is left', () => {
  expect(idOf(messageAfter(tree, 'm3', 'start'))).toBe('m2')
  expect(idOf(messageAfter(tree, 'hash', 'start'))).toBe('m1')
  expect(idOf(messageAfter(tree, 'm3', 'm3'))).toBeNull()
  expect(idOf(messageAfter(tree, 'm3', 'hash'))).toBeNull()
})

test('an undo takes back the last move that still stands', () => {
  const move = (reason: Move['reason'], from: string): Move => ({
    ...{ reason, from, to: null, at: 0, ...conversationOnly },
  })
  expect(lastStanding([])).toBeNull()
  expect(lastStanding([move('undo', 'x'), move('rewind', 'b'), move('clear', 'a')])?.from).toBe('a')
  expect(lastStanding([move('rewind', 'c'), move('undo', 'x'), move('rewind', 'b')])?.from).toBe('c')
  expect(lastStanding([move('undo', 'y'), move('undo', 'x'), move('rewind', 'b'), move('rewind', 'a')])).toBeNull()
})

/** A tree in which every place hangs below an earlier one. */
const anyTree = fc
  .array(fc.record({ above: fc.nat(), label: fc.constantFrom('', '', 'a', 'b', 'Checkpoint #1') }), { minLength: 1 })
  .map((made) =>
    made.map(({ above, label }, index) => place(`p${index}`, index === 0 ? null : `p${above % index}`, label)),
  )

test('in any tree, walking back visits each mark of the path once, nearest first', () => {
  fc.assert(
    fc.property(anyTree, fc.nat(), (places, at) => {
      const from = `p${at % places.length}`
      const marks = pathUp(places, from).filter(({ kind }) => kind === 'mark')
      const visited: Place[] = []
      for (let next = markBefore(places, { place: from, spoken: 'reply' }); next !== null; ) {
        visited.push(next)
        next = markBefore(places, { place: next.id, spoken: next.id })
      }
      expect(visited).toEqual(marks)
    }),
  )
})

test('in any tree, a label leads to the path before it leads elsewhere', () => {
  fc.assert(
    fc.property(anyTree, fc.nat(), fc.constantFrom('a', 'b'), (places, at, label) => {
      const from = `p${at % places.length}`
      const found = markNamed(places, from, label)
      const onPath = pathUp(places, from).filter((one) => one.label === label)
      const anywhere = places.filter((one) => one.label === label)
      expect(found).toEqual(onPath[0] ?? anywhere.at(-1) ?? null)
    }),
  )
})
