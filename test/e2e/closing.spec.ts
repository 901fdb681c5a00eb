import { chmodSync, existsSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { runGit, writeFiles } from '../helpers/temporary.ts'
import { test } from './ikigai.ts'

test('closing names what git ignores and nothing keeps, and brings back what it kept', async ({ start }) => {
  const app = await start({ files: { '.gitignore': '.env\n*.dump\n' } })
  await app.send('/agent new oauth --worktree')
  await expect(app.statusLine).toContainText('[Branch: oauth] [Clean]')
  const directory = join(app.repository, '.worktrees/oauth')
  writeFiles(directory, { '.env': 'KEY=by hand\n', 'all.dump': '' })
  truncateSync(join(directory, 'all.dump'), 21 * 1024 * 1024)
  await app.send('/agent close')
  const asked = app.page.getByRole('dialog', { name: 'Close oauth' })
  await expect(asked).toContainText(
    'all.dump is deleted for good: git ignores it, and there is too much of it to be kept.',
  )
  await asked.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(app.tab('oauth')).toHaveCount(0)
  await expect(app.article('notice').last()).toContainText(
    'not kept, since git ignores it and there is too much of it: all.dump',
  )
  expect(existsSync(directory)).toBe(false)
  await app.send('/agent restore oauth')
  await expect(app.tab('oauth')).toHaveAttribute('aria-selected', 'true')
  expect(existsSync(join(directory, '.env'))).toBe(true)
  expect(existsSync(join(directory, 'all.dump'))).toBe(false)
})

test('a worktree that was removed by hand is said to be, and closing it says what it keeps', async ({ start }) => {
  const app = await start()
  await app.send('/agent new oauth --worktree')
  await expect(app.statusLine).toContainText('[Branch: oauth] [Clean]')
  const directory = join(app.repository, '.worktrees/oauth')
  runGit(directory, 'commit', '--quiet', '--allow-empty', '--message', 'Add OAuth')
  runGit(app.repository, 'worktree', 'remove', directory)
  await expect(app.alert).toContainText('is no worktree any more')
  await app.button('Close oauth').click()
  const asked = app.page.getByRole('dialog', { name: 'Close oauth' })
  await expect(asked).toContainText('Its worktree is gone already; the branch oauth is removed.')
  await expect(asked).toContainText('Close without merging sets it aside: a snapshot keeps it.')
  await asked.getByRole('button', { name: 'Close without merging' }).click()
  await expect(app.tab('oauth')).toHaveCount(0)
  await app.send('/agent restore oauth')
  await expect(app.statusLine).toContainText('[Branch: oauth] [Clean] [Ahead: 1]')
})

test('closing work that conflicts leads to the merge and its conflicts', async ({ start }) => {
  const app = await start({ files: { 'a.txt': 'one\n' } })
  await app.send('/agent new oauth --worktree')
  await expect(app.statusLine).toContainText('[Branch: oauth] [Clean]')
  const directory = join(app.repository, '.worktrees/oauth')
  for (const [place, text] of [
    [directory, 'theirs\n'],
    [app.repository, 'ours\n'],
  ] as const) {
    writeFiles(place, { 'a.txt': text })
    runGit(place, 'commit', '--quiet', '--all', '--message', 'Change a.txt')
  }
  await expect(app.statusLine).toContainText('[Ahead: 1] [Behind: 1]')
  await app.send('/agent close')
  const asked = app.page.getByRole('dialog', { name: 'Close oauth' })
  await expect(asked).toContainText('Merging 1 commit into main conflicts in a.txt: that is to be resolved before.')
  await asked.getByRole('button', { name: 'See the conflicts' }).click()
  await expect(app.page.getByRole('dialog', { name: 'Merge oauth into main' })).toContainText('a.txt')
})

/** Lets git delete a branch only once a file is there. */
function holdDeletion(repository: string, branch: string, until: string): void {
  const hook = join(repository, '.git/hooks/reference-transaction')
  const zero = '0'.repeat(40)
  writeFiles(repository, {
    '.git/hooks/reference-transaction': `#!/bin/sh
[ "$1" = prepared ] || exit 0
grep -q '${zero} refs/heads/${branch}$' || exit 0
while [ ! -e '${until}' ]; do sleep 0.05; done
`,
  })
  chmodSync(hook, 0o755)
}

test('while an agent is closed the question stays as it was answered, and says so', async ({ start }) => {
  const app = await start()
  await app.send('/agent new oauth --worktree')
  await expect(app.statusLine).toContainText('[Branch: oauth] [Clean]')
  const directory = join(app.repository, '.worktrees/oauth')
  const go = join(app.repository, '.git/go')
  runGit(directory, 'commit', '--quiet', '--allow-empty', '--message', 'Add OAuth')
  await expect(app.statusLine).toContainText('[Ahead: 1]')
  await app.send('/agent close')
  const asked = app.page.getByRole('dialog', { name: 'Close oauth' })
  holdDeletion(app.repository, 'oauth', go)
  await asked.getByRole('button', { name: 'Merge and close' }).press('Enter')
  await expect(asked.getByRole('button', { name: 'Merging and closing' })).toBeFocused()
  await expect.poll(() => existsSync(directory)).toBe(false)
  await expect(asked).toContainText('1 commit that main lacks')
  await expect(asked.getByRole('button', { name: 'Close without merging' })).toBeDisabled()
  writeFileSync(go, '')
  await expect(app.tab('oauth')).toHaveCount(0)
  await expect(app.message).toBeFocused()
})
