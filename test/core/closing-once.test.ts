import { expect, test } from 'vitest'
import { sampleProject } from '../helpers/sample-project.ts'

test('what is typed into an agent while it closes is told that it is gone', async () => {
  const at = await sampleProject()
  await at.make('one')
  const closing = at.type('/agent close', 'one')
  expect(await at.refused('/agent close', 'one')).toEqual({
    kind: 'no-agent',
    sentence: "No agent matches 'one'. There are: main.",
  })
  await closing
  expect(at.core().log).toEqual([])
})
