import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { makeDemoRepository } from '../../scripts/demo-repository.ts'
import { runGit } from '../helpers/temporary.ts'
import { type App, test } from './ikigai.ts'
import { lastNotice, newAgent, patiently, say, switchTo, toRoot } from './story.ts'

const files = (app: App, branch: string) => runGit(app.repository, 'ls-tree', '-r', '--name-only', branch).split('\n')
const subjects = (app: App) => runGit(app.repository, 'log', '--format=%s', 'main').trim().split('\n')
const agents = (app: App) => runGit(app.repository, 'for-each-ref', '--format=%(refname:short)', 'refs/heads')

/** Merges and closes as the story does, and looks that nothing is left of the agent but its work. */
async function mergeAndClose(app: App, name: string): Promise<void> {
  await app.send('/agent merge && /agent close')
  await expect(app.tab(name)).toHaveCount(0)
  await expect(app.tab('main')).toHaveAttribute('aria-selected', 'true')
  await expect(app.page.getByRole('dialog')).toHaveCount(0)
  expect(agents(app)).not.toContain(name)
  expect(existsSync(join(app.repository, '.worktrees', name))).toBe(false)
  expect(runGit(app.repository, 'worktree', 'list').trim().split('\n')).toHaveLength(await app.tabs.count())
  expect(runGit(app.repository, 'status', '--porcelain')).toBe('')
}

test('Parallel Feature Development, word for word, with the demo model', async ({ start }) => {
  // the agents run the sample's own tests again and again
  test.slow()
  const app = await start({ repository: makeDemoRepository, approval: 'full' })
  await expect(app.statusLine).toContainText('[Agent: main] [Branch: main]')
  await say(
    app,
    "I need to implement OAuth authentication, rate limiting, and audit logging.\nLet's parallelize this work.",
    '/agent new oauth-impl --worktree',
  )
  await expect(app.article('assistant').first()).toContainText('a script, not an AI')

  await newAgent(app, '/agent new oauth-impl --worktree', 'oauth-impl')
  await expect(app.statusLine).toContainText('[Agent: oauth-impl | +1] [Branch: oauth-impl] [Clean]')
  await app.send('Implement OAuth 2.0 authentication with token validation and refresh logic.')
  await expect(app.article('assistant').first()).toContainText('a script, not an AI')

  await toRoot(app)
  await newAgent(app, '/agent new rate-limit --worktree', 'rate-limit')
  await app.send('Implement rate limiting middleware with Redis backend.')
  await expect(app.article('assistant').first()).toBeVisible()

  await toRoot(app)
  await newAgent(app, '/agent new audit-log --worktree', 'audit-log')
  await app.send('Implement audit logging for all API operations.')
  await expect(app.article('assistant').first()).toBeVisible()

  await toRoot(app)
  await expect(app.tab('oauth-impl')).toHaveAccessibleDescription(/^idle, .*6 not committed, 3 ahead$/, patiently)
  await expect(app.tab('rate-limit')).toHaveAccessibleDescription(/^idle, .*4 not committed, 2 ahead$/, patiently)
  await expect(app.tab('audit-log')).toHaveAccessibleDescription(/^idle, .*3 not committed, 2 ahead$/, patiently)
  await app.send('/agent list')
  for (const line of [
    'Active Agents:',
    '• main (you are here) - Branch: main',
    '• oauth-impl - Branch: oauth-impl | Ahead: 3 commits | Modified: 6',
    '• rate-limit - Branch: rate-limit | Ahead: 2 commits | Modified: 4',
    '• audit-log - Branch: audit-log | Ahead: 2 commits | Modified: 3',
  ]) {
    await expect(lastNotice(app)).toContainText(line)
  }

  await switchTo(app, 'oauth', 'oauth-impl')
  await expect(app.statusLine).toContainText('[Agent: oauth-impl | +3] [Branch: oauth-impl] [Modified: 6] [Ahead: 3]')
  await say(
    app,
    "What's the status?",
    'OAuth implementation complete: ✓ Token validation ✓ Refresh logic ✓ Tests (15 passing)',
  )
  await expect(app.statusLine).toContainText('[Clean] [Ahead: 4]')
  await mergeAndClose(app, 'oauth-impl')
  expect(files(app, 'main')).toContain('src/oauth/token.js')

  await switchTo(app, 'rate', 'rate-limit')
  await expect(app.statusLine).toContainText('[Behind: 4]')
  await say(app, 'Status?', 'Complete. Need to rebase on main (OAuth was just merged).')
  await say(app, 'Rebase on main, then merge', 'Rebased on main. 12 tests pass.')
  await expect(app.statusLine).toContainText('[Clean] [Ahead: 3]')
  await expect(app.statusLine).not.toContainText('Behind')
  await mergeAndClose(app, 'rate-limit')

  await switchTo(app, 'audit', 'audit-log')
  await say(app, 'Status?', 'Complete! ✓ PostgreSQL integration ✓ Tests (10 passing)')
  await mergeAndClose(app, 'audit-log')

  await toRoot(app)
  await expect(app.statusLine).toContainText('[Agent: main] [Branch: main] [Clean]')
  await say(app, 'Run full test suite', 'Total: 45 tests, all passing. Coverage: 100%')
  expect(files(app, 'main')).toEqual(
    expect.arrayContaining(['src/oauth/token.js', 'src/rate-limit/redis-store.js', 'src/audit/postgres.js']),
  )
  expect(subjects(app)).toEqual(
    expect.arrayContaining(['Exchange refresh tokens', 'Count requests in Redis', 'Keep no keys in the audit log']),
  )
  expect(agents(app).trim().split('\n')).toEqual(['feature-api', 'main', 'release-1.0'])
  expect(runGit(app.repository, 'status', '--porcelain')).toBe('')
})
