import { expect, onTestFinished, test } from 'vitest'
import { modelServer } from '../helpers/model-server.ts'
import { value } from '../helpers/open-core.ts'
import { sampleProject } from '../helpers/sample-project.ts'

test('a merge that a model makes can be undone, and closing knows of it', async () => {
  const model = await modelServer(async ({ messages }) => {
    const last = messages.at(-1)
    if (last?.role === 'tool') return { text: last.content }
    return { toolCalls: [{ name: 'git_merge', arguments: { source: 'oauth', into: 'release' } }] }
  })
  onTestFinished(() => model.close())
  const environment = { OPENAI_API_KEY: model.key, OPENAI_BASE_URL: model.baseUrl, IKIGAI_MODEL: 'scripted' }
  const at = await sampleProject({ environment })
  at.git('branch', 'release')
  const before = at.git('rev-parse', 'release')
  await at.make('oauth')
  const work = at.work('oauth', { 'b.txt': 'agent\n' })
  const asked = async () => {
    await at.type('Merge it.', 'oauth')
    const rests = () => at.agent('oauth').run.state === 'idle'
    await at.core().until(({ merges }) => merges.length === 1 && rests())
  }

  await asked()
  expect(at.git('rev-parse', 'release')).toBe(work)
  const [made] = at.core().state().merges
  expect(made).toMatchObject({ source: 'oauth', target: 'release', before, after: work, strategy: 'merge' })
  await value(at.core().call('merge.undo', { id: made?.id ?? '' }))
  expect(at.git('rev-parse', 'release')).toBe(before)
  expect((await at.type('/agent close', 'oauth')).ask).toMatchObject({ kind: 'close' })

  await asked()
  expect((await at.type('/agent close', 'oauth')).ask).toBeNull()
  expect([at.git('rev-parse', 'release'), at.git('rev-parse', 'main')]).toEqual([work, before])
})
