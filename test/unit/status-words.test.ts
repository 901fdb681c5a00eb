import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WorkStatus } from '../../preload/protocol/git.ts'
import { describe as described } from '../../renderer/agents/standing.ts'
import { statusParts, workSigns } from '../../renderer/agents/status-words.ts'
import { anAgent, theRoot } from '../helpers/agents.ts'

const line = (agent: Parameters<typeof statusParts>[0], open = 1) =>
  statusParts(agent, open)
    .map(({ text }) => text)
    .join(' ')

test('the status line reads as it is promised', () => {
  expect([
    line(anAgent('oauth-impl', { status: { modified: 3, ahead: 2 } }), 3),
    line(theRoot()),
    line(anAgent('a', { status: { branch: null, untracked: 2, behind: 1 } })),
    line(anAgent('docs', { ownWorktree: false, status: { branch: 'main' } })),
    line(anAgent('b', { status: { conflicts: 2, underway: 'merge' } })),
    line(anAgent('c', { status: { underway: 'cherry-pick' } })),
    line(anAgent('d', { lost: true, status: { modified: 3 } }), 2),
  ]).toEqual([
    '[Agent: oauth-impl | +2] [Branch: oauth-impl] [Modified: 3] [Ahead: 2]',
    '[Agent: root] [Branch: main] [Clean]',
    '[Agent: a] [Branch: (detached)] [Untracked: 2] [Behind: 1]',
    '[Agent: docs] [Branch: main] [No worktree] [Clean]',
    '[Agent: b] [Branch: b] [Conflict] [Merging]',
    '[Agent: c] [Branch: c] [Clean] [Cherry-picking]',
    '[Agent: d | +1] [Folder gone]',
  ])
})

const count = fc.nat(1000)
const status: fc.Arbitrary<Partial<WorkStatus>> = fc.record({
  modified: count,
  untracked: count,
  ahead: count,
  behind: count,
  conflicts: count,
})

test('it is clean exactly where no file says otherwise, and a count of none is never said', () => {
  fc.assert(
    fc.property(status, (differs) => {
      const agent = anAgent('a', { status: differs })
      const said = line(agent)
      const { modified, untracked, conflicts } = agent.status
      expect(said.includes('[Clean]')).toBe(modified + untracked + conflicts === 0)
      expect(said).not.toMatch(/: 0\]/)
      expect(workSigns(agent).every(({ sign, words }) => !/\b0\b/.test(`${sign} ${words}`))).toBe(true)
    }),
  )
})

test('a tab says in words what its signs say', () => {
  const busy = anAgent('a', { unread: 1, status: { modified: 2, untracked: 1, ahead: 3, behind: 1 } })
  expect(workSigns(busy).map(({ sign }) => sign)).toEqual(['±3', '↑3', '↓1'])
  expect(described(busy, '')).toBe('idle, 1 unread, 3 not committed, 3 ahead, 1 behind')
  expect(described(anAgent('a'), '')).toBe('idle')
  expect(described(anAgent('a', { lost: true, status: { ahead: 3 } }), '')).toBe('idle, folder gone')
})
