import { expect, test } from 'vitest'
import { sampleProject } from '../helpers/sample-project.ts'

test('two who ask for one name at once do not both get it', async () => {
  const at = await sampleProject()
  await at.type('/agent new other')
  const kinds = async (...lines: [line: string, name: string][]) => {
    const asked = lines.map(([text, name]) => at.core().call('message.send', { agentId: at.agent(name).id, text }))
    return (await Promise.all(asked)).map((answer) => (answer.ok ? 'ok' : answer.fault.kind)).toSorted()
  }
  const once = ['name-taken', 'ok']
  expect(await kinds(['/agent new h', 'main'], ['/agent new H', 'other'])).toEqual(once)
  expect(await kinds(['/agent new w --worktree', 'main'], ['/agent new w --worktree', 'other'])).toEqual(once)
  expect(await kinds(['/agent rename z', 'w'], ['/agent rename z', 'other'])).toEqual(once)
  await at.type('/agent close', 'z')
  expect(await kinds(['/agent restore z', 'main'], ['/agent new z', 'main'])).toEqual(once)
  expect(await kinds(['/agent new h2', 'main'])).toEqual(['ok'])
})
