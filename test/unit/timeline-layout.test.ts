import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Place } from '../../preload/protocol/timeline.ts'
import { growForest, type Stand } from '../../renderer/marks/forest.ts'
import { layOut } from '../../renderer/marks/layout.ts'
import { foldWords } from '../../renderer/marks/place-words.ts'
import type { Layout, Row } from '../../renderer/marks/rows.ts'
import { aMark, aMessage, messages, someTree } from '../helpers/places.ts'

const laidOut = (places: Place[], stands: Stand[], opened: string[] = []): Layout =>
  layOut(
    growForest(places, stands),
    stands.map(({ agentId }) => agentId),
    new Set(opened),
  )
const at = (place: string | null, agentId = 'me'): Stand => ({ agentId, place })

/** A row in a word: what it is, as far to the right as its lane. */
function word(row: Row): string {
  const what =
    row.kind === 'place'
      ? row.place.id
      : row.kind === 'fold'
        ? foldWords(row.fold)
        : row.kind === 'head'
          ? `@${row.agentId}`
          : row.kind
  return `${'. '.repeat(row.lane)}${what}`
}
const words = (layout: Layout) => layout.rows.map(word)

/** Three tries from one mark, the second with a try of its own; the newest is the path. */
const tries = [
  aMessage('ask', null),
  aMark('before', 'ask'),
  aMessage('hash', 'before'),
  aMark('hash-table', 'hash'),
  aMessage('tree', 'before'),
  aMark('tree-plain', 'tree'),
  aMark('tree-balanced', 'tree'),
  aMessage('both', 'before'),
  aMark('hybrid', 'both'),
]

test('at a fork the other ways come first, oldest first and one lane in; then the path goes on', () => {
  const layout = laidOut(tries, [at('hybrid')])
  expect(words(layout)).toEqual([
    'ask',
    'before',
    '. hash',
    '. hash-table',
    '. tree',
    '. . tree-plain',
    '. tree-balanced',
    'both',
    'hybrid',
    '@me',
  ])
  expect(layout.rows.map(({ way }) => way)).toEqual(['me', 'me', null, null, null, null, null, 'me', 'me', 'me'])
  expect(layout.lanes).toBe(3)
})

test('after a rewind the path ends where the agent stands, and all that follows is beside it', () => {
  expect(words(laidOut(tries, [at('before')]))).toEqual([
    'ask',
    'before',
    '. hash',
    '. hash-table',
    '. tree',
    '. . tree-plain',
    '. tree-balanced',
    '. both',
    '. hybrid',
    '@me',
  ])
})

test('an older way becomes the path again when the agent goes back to it', () => {
  const layout = laidOut(tries, [at('hash-table')])
  expect(words(layout).slice(-3)).toEqual(['hash', 'hash-table', '@me'])
  expect(layout.rows.filter(({ lane }) => lane === 0).every(({ way }) => way === 'me')).toBe(true)
})

test('agents that share the tree stand in it where they are, each on its own way', () => {
  const places = [...tries, aMessage('other-ask', 'hash-table', { agentId: 'other' })]
  const layout = laidOut(places, [at('hybrid'), at('other-ask', 'other'), at('before', 'third')])
  expect(words(layout)).toEqual([
    'ask',
    'before',
    '. hash',
    '. hash-table',
    '. other-ask',
    '. @other',
    '. tree',
    '. . tree-plain',
    '. tree-balanced',
    '. @third',
    'both',
    'hybrid',
    '@me',
  ])
  expect(layout.rows.filter(({ way }) => way === 'other').map(word)).toHaveLength(4)
})

test('a long run of messages folds into one row and unfolds again; the newest two stay to be seen', () => {
  const places = [...messages('a', 12, null), aMark('m', 'a12'), ...messages('b', 9, 'm')]
  const stands = [at('b9')]
  expect(words(laidOut(places, stands))).toEqual(['12 messages', 'm', '7 messages', 'b8', 'b9', '@me'])
  expect(words(laidOut(places, stands, ['run b1']))).toEqual([
    '12 messages',
    'm',
    '7 messages',
    ...['b1', 'b2', 'b3', 'b4', 'b5', 'b6', 'b7', 'b8', 'b9'],
    '@me',
  ])
})

test('a message from which two ways go on is not folded away', () => {
  const places = [...messages('a', 9, null), aMark('aside', 'a4')]
  expect(words(laidOut(places, [at('a9')]))).toEqual([
    'a1',
    'a2',
    'a3',
    'a4',
    '. aside',
    'a5',
    'a6',
    'a7',
    'a8',
    'a9',
    '@me',
  ])
})

test('with hundreds of marks abandoned paths fold, and say what they hold', () => {
  const path = Array.from({ length: 200 }, (_, index) => aMark(`m${index}`, index === 0 ? null : `m${index - 1}`))
  const lost = [aMessage('x', 'm7'), aMark('y', 'x'), aMark('z', 'x'), aMark('w', 'z'), aMark('single', 'm7')]
  const layout = laidOut([...path, ...lost], [at('m199')])
  expect(words(layout).slice(7, 10)).toEqual(['m7', '. 4 marks on 3 abandoned paths', 'm8'])
  expect(words(laidOut([...path, ...lost], [at('m199')], ['lost x'])).slice(7, 15)).toEqual([
    'm7',
    '. 4 marks on 3 abandoned paths',
    '. x',
    '. . y',
    '. z',
    '. w',
    '. single',
    'm8',
  ])
  const one = [aMessage('x', 'm7'), aMark('y', 'x')]
  expect(words(laidOut([...path, ...one], [at('m199')]))[8]).toBe('. y on an abandoned path')
})

test('an agent that stands before everything stands at a start of its own, and so do two first messages', () => {
  expect(words(laidOut(tries.slice(0, 2), [at(null)]))).toEqual(['start', '. ask', '. before', '@me'])
  expect(words(laidOut([aMessage('one', null), aMessage('two', null)], [at('two')]))).toEqual([
    'start',
    '. one',
    'two',
    '@me',
  ])
  expect(words(laidOut([], [at(null)]))).toEqual([])
})

test('paths are counted by where they end', () => {
  const paths = (place: string | null) => growForest(tries, [at(place)]).paths
  expect([paths('hybrid'), paths('before'), paths(null)]).toEqual([4, 5, 5])
})

test('a place whose parent is not known begins a tree of its own', () => {
  expect(words(laidOut([aMark('lost', 'nowhere'), aMark('m', null)], [at('m')]))).toEqual([
    'start',
    '. lost',
    'm',
    '@me',
  ])
})

/** A tree with agents standing in it, and folds that are folded out. */
const scene = someTree.chain((places) => {
  const somewhere = fc.option(fc.nat(Math.max(0, places.length - 1)), { freq: 12 })
  return fc.record({
    places: fc.constant(places),
    stands: fc
      .tuple(somewhere, fc.array(somewhere, { maxLength: 3 }))
      .map(([mine, others]) =>
        [mine, ...others].map((index, agent) =>
          at(index === null ? null : (places[index]?.id ?? null), `agent${agent}`),
        ),
      ),
    opened: fc.array(
      fc.nat(200).chain((n) => fc.constantFrom(`run p${n}`, `lost p${n}`)),
      { maxLength: 40 },
    ),
  })
})

const ids = (row: Row) => (row.kind === 'place' ? [row.place.id] : row.kind === 'fold' ? row.fold.holds : [])

test('every place is there once: as a row, or in one fold', () => {
  fc.assert(
    fc.property(scene, ({ places, stands, opened }) => {
      const { rows } = laidOut(places, stands, opened)
      expect(rows.flatMap(ids).toSorted()).toEqual(places.map(({ id }) => id).toSorted())
      const heads = rows.filter(({ kind }) => kind === 'head').map(({ way }) => way)
      const standing = stands.filter(({ place }, index) => place !== null || (index === 0 && places.length > 0))
      expect(heads.toSorted()).toEqual(standing.map(({ agentId }) => agentId).toSorted())
      expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
    }),
  )
})

test('no place stands above the one it came from, and its line begins there', () => {
  fc.assert(
    fc.property(scene, ({ places, stands, opened }) => {
      const { rows } = laidOut(places, stands, opened)
      const rowOf = new Map(rows.flatMap((row, index) => ids(row).map((id) => [id, index])))
      for (const { id, parentId } of places) {
        const [own, above] = [rowOf.get(id) ?? -1, parentId === null ? -1 : (rowOf.get(parentId) ?? -1)]
        expect(own).toBeGreaterThanOrEqual(above)
        const row = rows[own]
        if (own === above || row?.kind !== 'place' || above < 0) continue
        const parent = rows[row.from]
        const unfolded = parent?.kind === 'fold' && parent.fold.open
        expect(unfolded ? parent.from : row.from).toBe(above)
      }
    }),
  )
})

test('no line crosses a place: whatever stands beside one stands further to the right', () => {
  fc.assert(
    fc.property(scene, ({ places, stands, opened }) => {
      const { rows } = laidOut(places, stands, opened)
      for (const [index, { from, lane }] of rows.entries()) {
        const left = rows[from]?.lane ?? 0
        const between = rows.slice(from + 1, index).map((row) => row.lane)
        expect(Math.min(...between, left + 1)).toBeGreaterThan(left)
        expect([left, left + 1]).toContain(lane)
      }
    }),
  )
})

test('the lines that pass a row are those that begin above and end below', () => {
  fc.assert(
    fc.property(scene, ({ places, stands, opened }) => {
      const { rows } = laidOut(places, stands, opened)
      for (const [index, row] of rows.entries()) {
        const passing: number[] = []
        for (let line = row.passing; line; line = line.up) passing.push(line.to)
        const straight = rows.flatMap(({ from, lane }, to) =>
          from < index && to > index && from >= 0 && rows[from]?.lane === lane ? [to] : [],
        )
        expect(passing.toSorted((a, b) => a - b)).toEqual(straight)
        expect(row.down === null ? null : rows[row.down.to]?.from).toBe(row.down === null ? null : index)
      }
    }),
  )
})

test('the path of the viewed agent, and nothing else, stands in the leftmost lane', () => {
  fc.assert(
    fc.property(scene, ({ places, stands, opened }) => {
      const { rows } = laidOut(places, stands, opened)
      expect(rows.filter(({ lane, kind }) => lane === 0 && kind !== 'start').every(({ way }) => way === 'agent0')).toBe(
        true,
      )
    }),
  )
})

test('what is added where an agent stands moves nothing to another lane and changes no order', () => {
  fc.assert(
    fc.property(scene, fc.nat(3), fc.boolean(), ({ places, stands, opened }, who, isMark) => {
      const grower = stands[who % stands.length]
      fc.pre(grower !== undefined && grower.place !== null)
      const made = (isMark ? aMark : aMessage)('new', grower?.place ?? null, { at: places.length })
      const before = laidOut(places, stands, opened)
      const after = laidOut(
        [...places, made],
        stands.map((stand) => (stand === grower ? { ...stand, place: 'new' } : stand)),
        opened,
      )
      const lanesOf = ({ rows }: Layout, also: Layout) => {
        const shared = new Set(also.rows.filter(({ kind }) => kind === 'place').map(({ key }) => key))
        return rows.filter(({ key }) => shared.has(key)).map(({ key, lane }) => `${key} ${lane}`)
      }
      expect(lanesOf(after, before)).toEqual(lanesOf(before, after))
    }),
  )
})

test('a chain of thousands of places is laid out', () => {
  const places = Array.from({ length: 20_000 }, (_, index) => aMark(`m${index}`, index === 0 ? null : `m${index - 1}`))
  expect(laidOut(places, [at('m19999')]).rows).toHaveLength(20_001)
})
