import { expect, test } from 'vitest'
import type { MergeStrategy } from '../../preload/protocol/git.ts'
import { value } from '../helpers/open-core.ts'
import { type SampleProject, sampleProject } from '../helpers/sample-project.ts'
import { writeFiles } from '../helpers/temporary.ts'

/** The main branch and the agent's have each a commit of their own. */
async function diverged() {
  const at = await sampleProject()
  await at.make('oauth')
  at.work('oauth', { 'b.txt': 'agent\n' })
  onMain(at, { 'main.txt': 'main\n' })
  return at
}

function onMain(at: SampleProject, files: Record<string, string>) {
  writeFiles(at.repository, files)
  at.git('add', '--all')
  at.git('commit', '--quiet', '--message', 'On main')
}

const seen = (at: SampleProject, strategy: MergeStrategy = 'merge') =>
  value(at.core().call('merge.preview', { agentId: at.agent('oauth').id, target: 'main', strategy }))

async function merge(at: SampleProject, strategy: MergeStrategy) {
  const { sourceId, targetId } = await seen(at, strategy)
  const order = { agentId: at.agent('oauth').id, target: 'main', sourceId, targetId, strategy, message: null }
  return at.core().call('merge.run', order)
}

test.each(['squash', 'rebase'] as const)('what a %s has brought is merged, and not merged again', async (strategy) => {
  const at = await diverged()
  await value(merge(at, strategy))
  // what the branch brought is changed since: merged again, it would be in conflict
  onMain(at, { 'b.txt': 'changed on main\n' })
  const before = at.git('rev-parse', 'main')
  expect(await at.type('/agent merge', 'oauth')).toMatchObject({ ask: null })
  expect((await at.notices('oauth')).at(-1)).toBe('Everything in oauth is in main already.')
  for (const again of ['merge', 'squash', 'rebase'] as const) {
    expect(await seen(at, again)).toMatchObject({ commits: [], files: [], conflicts: [], hindrances: [] })
    expect(await merge(at, again)).toMatchObject({ ok: false, fault: { kind: 'nothing-to-merge' } })
  }
  expect((await at.type('/agent close', 'oauth')).ask).toBeNull()
  expect([at.git('rev-parse', 'main'), at.core().state().agents.length]).toEqual([before, 1])
})

test('a squash that was undone, or a branch that went on since, can be merged', async () => {
  const at = await diverged()
  const { id } = await value(merge(at, 'squash'))
  await value(at.core().call('merge.undo', { id }))
  expect((await seen(at)).commits).toHaveLength(1)
  await value(merge(at, 'squash'))
  expect((await seen(at)).commits).toEqual([])
  at.work('oauth', { 'c.txt': 'more\n' })
  expect(await seen(at)).toMatchObject({ commits: [{}, {}], files: [{ path: 'c.txt' }] })
  await at.type('/agent merge', 'oauth')
  expect(at.git('show', 'main:c.txt')).toBe('more')
})
