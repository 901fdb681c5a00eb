import fc from 'fast-check'
import { expect, test } from 'vitest'
import { branchTree, describeBranch, fittingBranches } from '../../renderer/branches/branch-tree.ts'
import { aBranch, anAgent, theRoot } from '../helpers/agents.ts'

test('branches stand below what they were made from, in the hue of the agent that holds them', () => {
  const agents = [theRoot(), anAgent('oauth', { hue: 3, status: { ahead: 2 } })]
  const twigs = branchTree(
    [
      aBranch('tests', 'oauth'),
      aBranch('oauth', 'main'),
      aBranch('main'),
      aBranch('lost', 'gone'),
      aBranch('api', 'main'),
    ],
    agents,
  )
  expect(twigs.map(({ name, depth, agentName, hue, ahead }) => [name, depth, agentName, hue, ahead])).toEqual([
    ['lost', 0, null, null, 0],
    ['main', 0, 'root', 0, 0],
    ['api', 1, null, null, 0],
    ['oauth', 1, 'oauth', 3, 2],
    ['tests', 2, null, null, 0],
  ])
  expect(twigs.map(describeBranch)).toEqual(['', 'held by root', '', 'held by its agent, 2 ahead', ''])
  expect(fittingBranches(twigs, 'ROOT').map(({ name }) => name)).toEqual(['main'])
})

test('a worktree that no agent of Ikigai has is named', () => {
  const [twig] = branchTree([{ ...aBranch('mine'), checkedOutAt: '/elsewhere' }], [])
  expect(twig && describeBranch(twig)).toBe('checked out in /elsewhere')
})

const names = ['a', 'b', 'c', 'd', 'e', 'f']
const forest = fc.array(fc.option(fc.constantFrom(...names, 'gone')), { minLength: 6, maxLength: 6 })

test('every branch is there once, whatever ring its bases form, and no row is more than one step in', () => {
  fc.assert(
    fc.property(forest, (bases) => {
      const twigs = branchTree(
        names.map((name, index) => aBranch(name, bases[index] ?? null)),
        [],
      )
      expect(twigs.map(({ name }) => name).toSorted()).toEqual(names)
      const steps = twigs.map(({ depth }, index) => depth - (twigs[index - 1]?.depth ?? -1))
      expect(Math.max(...steps)).toBeLessThanOrEqual(1)
    }),
  )
})
