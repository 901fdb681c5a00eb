import { expect, test } from 'vitest'
import { byRecency, jumpTo, leader } from '../../renderer/palette/jump.ts'
import { rank } from '../../renderer/ui/rank.ts'

const root = { id: 'r', name: 'main', kind: 'root' as const }
const helper = (name: string) => ({ id: name, name, kind: 'helper' as const })
const ranked = (names: string[], query: string, first: string | null = null) =>
  rank(
    names.map((name) => ({ id: name, label: name })),
    query,
    first,
  ).map(({ choice }) => choice.id)

test('m is the root at once, whatever the root is called', () => {
  const trunk = { ...root, name: 'trunk' }
  expect([jumpTo('m', [root, helper('oauth')]), jumpTo('M', [trunk, helper('oauth')])]).toEqual(['r', 'r'])
})

test('m filters, root first, when another agent begins with it', () => {
  const agents = [helper('Merge-fix'), root]
  expect([jumpTo('m', agents), leader('m', agents)]).toEqual([null, 'r'])
})

test('other keys only filter', () => {
  expect([jumpTo('o', [root]), jumpTo('ma', [root]), leader('ma', [root])]).toEqual([null, null, null])
})

test('the previous agent comes first and the shown one last', () => {
  const agents = [root, helper('a'), helper('b')]
  expect(byRecency(agents, 'r', 'b').map(({ id }) => id)).toEqual(['b', 'a', 'r'])
})

test('keeps the order while nothing is typed and drops what does not fit', () => {
  expect([ranked(['b', 'a'], ' '), ranked(['oauth-impl', 'docs', 'audit'], 'oau')]).toEqual([
    ['b', 'a'],
    ['oauth-impl'],
  ])
})

test('what leads does so even where it does not fit', () => {
  expect(ranked(['trunk', 'merge', 'docs'], 'm', 'trunk')).toEqual(['trunk', 'merge'])
})

test('a label counts for more than other words', () => {
  const choices = [
    { id: '1', label: 'Settings', also: 'theme' },
    { id: '2', label: 'Theme: dark' },
  ]
  expect(rank(choices, 'theme', null).map(({ choice }) => choice.id)).toEqual(['2', '1'])
})

test('other words fit only where what was typed stands in them', () => {
  const choices = [
    { id: '1', label: '/export', also: 'Save this conversation: markdown to read, json to bring back whole' },
    { id: '2', label: '/load', also: 'Go on with a conversation; /Rewind comes back' },
  ]
  expect(rank(choices, 'rew', null).map(({ choice }) => choice.id)).toEqual(['2'])
})

test('marks the letters that fit', () => {
  expect(rank([{ id: '1', label: 'oauth-impl' }], 'oi', null)[0]?.pieces).toEqual([
    { text: 'o', hit: true },
    { text: 'auth-', hit: false },
    { text: 'i', hit: true },
    { text: 'mpl', hit: false },
  ])
})
