import { expect, test } from 'vitest'
import { authFiles } from '../../../scripts/demo-auth-files.ts'
import { agentFolder } from '../tools/agent-folder.ts'
import { conversation, nothingShared } from './wire.ts'

const fix = 'Fix memory leak in src/auth.c: Token context not freed on error path'

test('Bug Fix on Multiple Branches changes nothing in a repository that it does not know, and says why', async () => {
  const folder = await agentFolder()
  await folder.put('src/auth.c.txt', 'not C\n')
  folder.git('add', '--all')
  folder.git('commit', '--quiet', '--message', 'First')
  const before = folder.git('rev-parse', '--all')
  const { say } = await conversation(nothingShared(), { folder })
  expect(await say('Continue implementing the API endpoints')).toMatch(/no such file here, so I change nothing/)
  expect(await say('URGENT: Memory leak in authentication module.')).toMatch(/I find nothing in/)
  expect(await say(fix)).toMatch(/There is no `src\/auth\.c` here/)
  expect(await say('Add regression test')).toMatch(/There is no `test\/auth_test\.c` here/)
  expect(await say('Cherry-pick this fix to release-1.0 branch')).toMatch(/do not know which fix you mean/)
  expect(await say('Merge the bugfix into this branch too')).toMatch(/This is `main` itself/)
  expect([folder.git('rev-parse', '--all'), folder.git('status', '--porcelain')]).toEqual([before, ''])
})

test('a file that is different is not touched', async () => {
  const folder = await agentFolder()
  await folder.put('src/auth.c', 'int main(void) { return 0; }\n')
  folder.git('add', '--all')
  folder.git('commit', '--quiet', '--message', 'First')
  const { say } = await conversation(nothingShared(), { folder })
  expect(await say(fix)).toMatch(/This file is different, so I change nothing/)
  expect(folder.git('status', '--porcelain')).toBe('')
})

test('a branch in the root agent is never moved, and a fix that is there is seen', async () => {
  const folder = await agentFolder()
  for (const [name, content] of Object.entries(authFiles)) await folder.put(name, content)
  await folder.put('package.json', '{ "type": "module", "scripts": { "test": "node --test" } }')
  folder.git('add', '--all')
  folder.git('commit', '--quiet', '--message', 'First')
  folder.git('switch', '--quiet', '--create', 'feature-api')
  folder.git('commit', '--quiet', '--allow-empty', '--message', 'Half a feature')
  folder.git('branch', 'bugfix/auth-leak')
  const head = folder.git('rev-parse', 'feature-api')
  const { say, calls } = await conversation(nothingShared(), {
    folder,
    instead: (_, { command }) => (/^npm test/.test(String(command)) ? '# tests 1\n# pass 1\n# fail 0' : null),
  })
  expect(await say(fix)).toMatch(/^Found the leak in `ik_auth_validate_token\(\)`/)
  expect(folder.git('rev-parse', 'HEAD')).toBe(head)
  expect(calls.filter(({ arguments: { command } }) => /rebase/.test(String(command)))).toEqual([])
  expect(await say(fix)).toMatch(/frees the context on both ways out already/)
  expect(await say('Cherry-pick this fix to release-1.0')).toMatch(/There is no branch `release-1\.0` here/)
  folder.git('branch', 'release-1.0', 'HEAD~1')
  expect(await say('cherry pick this fix onto release-1.0.')).toMatch(/If the fix is not committed yet/)
})
