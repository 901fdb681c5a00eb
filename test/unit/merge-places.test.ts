import { expect, test } from 'vitest'
import { zoneAt } from '../../renderer/agents/tab-zone.ts'
import { branchName, holderOf, obstacle, placesFor } from '../../renderer/merge/holders.ts'
import { previewKey } from '../../renderer/merge/preview.ts'
import { aBranch, anAgent, theRoot } from '../helpers/agents.ts'

const docs = anAgent('docs', { ownWorktree: false, status: { branch: 'main' } })
const agents = [
  docs,
  anAgent('oauth'),
  theRoot(),
  anAgent('audit', { base: 'oauth', status: { branch: 'feature/audit' } }),
]
const branches = ['feature/audit', 'main', 'oauth', 'release'].map((name) => aBranch(name))

test('a branch is called by the agent whose place it is, not by one that only shares the folder', () => {
  expect([holderOf(agents, 'main')?.name, branchName(agents, 'feature/audit'), branchName(agents, 'release')]).toEqual([
    'root',
    'audit',
    'release',
  ])
})

test('an agent can go to its base first, then to others, then to free branches, never to its own', () => {
  const audit = agents[3] ?? docs
  expect(placesFor(audit, agents, branches).map(({ branch, agent }) => [branch, agent?.name])).toEqual([
    ['oauth', 'oauth'],
    ['main', 'root'],
    ['release', undefined],
  ])
})

test('what cannot be merged says why', () => {
  const detached = anAgent('lone', { status: { branch: null } })
  expect([
    obstacle(anAgent('oauth'), 'main', 'root'),
    obstacle(docs, 'main', 'root'),
    obstacle(detached, 'main', 'root'),
    obstacle(docs, null, 'lone'),
    obstacle(anAgent('oauth'), 'oauth', 'oauth'),
  ]).toEqual([
    null,
    'docs and root are on the same branch.',
    'lone is on no branch, so there is nothing to merge from.',
    'lone is on no branch, so there is nothing to merge into.',
    'oauth is where it already is.',
  ])
})

test('a preview is asked for anew when a commit or a file of either side changed, and not for anything else', () => {
  const key = (differs: Partial<Parameters<typeof previewKey>[0]> = {}) =>
    previewKey({ agents, branches, ...differs }, 'oauth', 'main')
  const moved = branches.map((branch) => (branch.name === 'main' ? { ...branch, head: 'f'.repeat(40) } : branch))
  const other = branches.map((branch) => (branch.name === 'release' ? { ...branch, head: 'f'.repeat(40) } : branch))
  const edited = agents.map((agent) => ({ ...agent, status: { ...agent.status, modified: 1 } }))
  const named = agents.map((agent) => ({ ...agent, unread: 3, draft: 'x' }))
  expect([moved, other].map((branches) => key({ branches }) === key())).toEqual([false, true])
  expect([edited, named].map((agents) => key({ agents }) === key())).toEqual([false, true])
})

test('the edges of a tab put beside, its middle merges, however narrow it is', () => {
  const zones = (width: number) => [0, 0.1, 0.5, 0.9, 1].map((part) => zoneAt(100 + width * part, 100, width))
  expect([zones(60), zones(240)]).toEqual([
    ['before', 'before', 'into', 'after', 'after'],
    ['before', 'before', 'into', 'after', 'after'],
  ])
})
