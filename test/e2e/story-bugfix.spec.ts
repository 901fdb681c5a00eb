import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { makeDemoRepository } from '../../scripts/demo-repository.ts'
import { runGit } from '../helpers/temporary.ts'
import { type App, test } from './ikigai.ts'
import { lastNotice, newAgent, say, toRoot } from './story.ts'

/** The sample as somebody has it who works on a feature. */
function onFeature(parent: string): string {
  const path = makeDemoRepository(parent)
  runGit(path, 'switch', '--quiet', 'feature-api')
  return path
}

const fix = 'Fix memory leak in auth token validation error path'
const subjects = ({ repository }: App, range: string) =>
  runGit(repository, 'log', '--format=%s', range).trim().split('\n')
const source = ({ repository }: App, branch: string) => runGit(repository, 'show', `${branch}:src/auth.c`)
const freed = 'talloc_free(ctx);\n        return result;'

test('Bug Fix on Multiple Branches, word for word, with the demo model', async ({ start }) => {
  // the agents run the sample's own tests again and again
  test.slow()
  const app = await start({ repository: onFeature, approval: 'full' })
  const main = runGit(app.repository, 'rev-parse', 'main')
  await expect(app.statusLine).toContainText('[Agent: main] [Branch: feature-api]')
  await say(app, 'Continue implementing the API endpoints', 'POST /pantry/use is there. 6 tests pass. It is committed.')
  await expect(app.article('assistant').first()).toContainText('a script, not an AI')
  await expect(app.article('assistant').first()).toContainText('Continuing API endpoint implementation...')
  await say(app, 'URGENT: Memory leak in authentication module.', 'an agent of its own')
  await app.send('/mark before-bugfix')
  await expect(app.log).toContainText('⟡ Mark: before-bugfix')

  await newAgent(app, '/agent new bugfix-auth --worktree --branch=bugfix/auth-leak', 'bugfix-auth')
  await expect(app.statusLine).toContainText('[Agent: bugfix-auth | +1] [Branch: bugfix/auth-leak]')
  await say(
    app,
    'Fix memory leak in src/auth.c: Token context not freed on error path',
    'Found the leak in ik_auth_validate_token():',
    'BUG: ctx not freed on error path',
    'FIX: Add talloc_free(ctx) before returning error',
  )
  await say(app, 'Add regression test', 'One test passes. Without the fix it fails, so it is a test.')
  await expect(app.statusLine).toContainText('[Modified: 2]')
  await app.send(`/commit "${fix}"`)
  await expect(lastNotice(app)).toContainText(fix)
  await expect(app.statusLine).toContainText('[Clean] [Ahead: 1]')
  expect(runGit(app.repository, 'rev-parse', 'main')).toBe(main)

  await app.send('/agent merge main')
  await expect(lastNotice(app)).toContainText('Merged 1 commit of bugfix-auth into main.')
  expect(subjects(app, `${main.trim()}..main`)).toEqual([fix])
  expect(source(app, 'main')).toContain(freed)

  await say(app, 'Cherry-pick this fix to release-1.0 branch', 'Cherry-picking... ✓ Clean cherry-pick ✓ All tests pass')
  expect(subjects(app, 'release-1.0').slice(0, 2)).toEqual([fix, 'Release 1.0'])
  expect(source(app, 'release-1.0')).toContain(freed)

  await app.send('/agent close')
  await expect(app.tab('bugfix-auth')).toHaveCount(0)
  await expect(app.page.getByRole('dialog')).toHaveCount(0)
  expect(runGit(app.repository, 'branch', '--list', 'bugfix/*')).toBe('')
  expect(existsSync(join(app.repository, '.worktrees', 'bugfix-auth'))).toBe(false)
  expect(subjects(app, 'feature-api')).not.toContain(fix)

  await toRoot(app)
  await say(app, 'Merge the bugfix into this branch too', 'Merging main into feature-api... ✓ Merged')
  expect(subjects(app, 'feature-api')).toEqual(expect.arrayContaining([fix, 'Answer POST /pantry/use']))
  expect(source(app, 'feature-api')).toContain(freed)
  expect(runGit(app.repository, 'status', '--porcelain', '--branch')).toBe('## feature-api\n')

  await app.send('/rewind before-bugfix')
  await expect(app.article('user').last()).toContainText('URGENT: Memory leak in authentication module.')
  await say(app, 'Continue implementing the API endpoints', 'GET /shopping is there. 5 tests pass. It is committed.')
  await expect(app.log).toContainText('Continuing API endpoint implementation...')
  expect(runGit(app.repository, 'status', '--porcelain')).toBe('')
})
