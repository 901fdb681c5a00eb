import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Locator } from '@playwright/test'
import type { Script } from '../../main/core/models/demo/turn.ts'
import { runGit, writeFiles } from '../helpers/temporary.ts'
import type { App } from './ikigai.ts'
import { test } from './ikigai.ts'
import { lastUserText, modelCalls } from './script.ts'
import { switchTo, toRoot } from './story.ts'

/** A model that writes the file it is told to: `write NAME`. Anything else it only acknowledges. */
const writer: Script = ({ messages }) => {
  const [verb, path = ''] = lastUserText(messages).split(' ')
  if (verb !== 'write' || messages.at(-1)?.role === 'tool') return { text: 'Done.' }
  return { toolCalls: [{ name: 'write_file', arguments: { path, content: `${path} by the agent\n` } }] }
}

const dialog = (app: App, name: string): Locator => app.page.getByRole('dialog', { name })
const done = (app: App): Locator => app.page.getByRole('status', { name: 'Done' })
const subjects = (app: App, branch = 'main') => runGit(app.repository, 'log', '--format=%s', branch).trim().split('\n')

/** Makes an agent with its own worktree, and has it write a file. */
async function writing(app: App, name: string, file: string): Promise<void> {
  await app.send(`/agent new ${name} --worktree`)
  await expect(app.tab(name)).toHaveAttribute('aria-selected', 'true')
  await expect(app.statusLine).toContainText(`[Branch: ${name}] [Clean]`)
  await app.send(`write ${file}`)
  await expect(app.article('assistant').last()).toContainText('Done.')
}

async function committed(app: App, name: string, file: string, subject: string): Promise<void> {
  await writing(app, name, file)
  await app.send(`/commit "${subject}"`)
  await expect(app.statusLine).toContainText('[Clean] [Ahead: 1]')
}

/** Takes a tab up and holds it over something, at a part of its width, as a hand does. */
async function hold({ page }: App, tab: Locator, over: Locator, part = 0.5): Promise<void> {
  const from = await tab.boundingBox()
  const to = await over.boundingBox()
  if (!from || !to) throw new Error('There is nothing to drag.')
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2)
  await page.mouse.down()
  const [x, y] = [to.x + to.width * part, to.y + to.height / 2]
  await page.mouse.move(x, y, { steps: 12 })
  await page.mouse.move(x, y + 1)
}

test('where work is not committed, the merge asks to commit it, and goes on with the rest of the line', async ({
  start,
  model,
}) => {
  const app = await start({ serving: await model(writer), approval: 'edits' })
  const { keyboard } = app.page
  await writing(app, 'rate-limit', 'src/limit.js')
  await expect(app.statusLine).toHaveText(/\[Agent: rate-limit \| \+1\] \[Branch: rate-limit\] \[Untracked: 1\]/)
  await app.send('/agent merge && /agent close')
  const asked = dialog(app, 'Merge rate-limit into main')
  await expect(asked).toContainText('1 file in rate-limit is not committed')
  await expect(asked.getByRole('checkbox', { name: 'close the agent after' })).toBeChecked()
  await expect(asked.getByRole('button', { name: 'Commit them' })).toBeFocused()
  await keyboard.press('Enter')
  await keyboard.type('Add a limit')
  await keyboard.press('Control+Enter')
  await expect(asked).toContainText('Merges cleanly')
  await expect(asked.getByRole('button', { name: 'Merge', exact: true })).toBeFocused()
  await keyboard.press('Enter')
  await expect(asked).toBeHidden()
  await expect(app.tab('rate-limit')).toHaveCount(0)
  await expect(app.tabs).toHaveCount(1)
  expect(subjects(app)).toContain('Add a limit')
  expect(existsSync(join(app.repository, 'src/limit.js'))).toBe(true)
})

test('a tab dragged onto another shows the verdict, the drop opens the preview, and the merge can be undone', async ({
  start,
  model,
}) => {
  const app = await start({ serving: await model(writer), approval: 'edits' })
  await committed(app, 'oauth-impl', 'src/oauth.js', 'Add OAuth')
  const before = subjects(app)

  await app.tab('main').click()
  await hold(app, app.tab('oauth-impl'), app.tab('main'))
  const hint = app.page.getByText('merges cleanly', { exact: true })
  await expect(hint).toBeVisible()
  await expect(app.page.getByText('1 commit · 1 file', { exact: true })).toBeVisible()
  // the agent that would take it wears the verdict in every list, also the one that is shown
  const row = app.page.getByRole('tree', { name: 'Agents' }).getByRole('treeitem', { name: 'main' })
  await expect(row).toHaveCSS('box-shadow', /0px 0px 0px 2px inset$/)
  await app.page.keyboard.press('Escape')
  await expect(hint).toBeHidden()
  await app.page.mouse.up()
  await expect(app.page.getByRole('dialog')).toBeHidden()

  await hold(app, app.tab('oauth-impl'), app.tab('main'))
  await expect(hint).toBeVisible()
  await app.page.mouse.up()
  const asked = dialog(app, 'Merge oauth-impl into main')
  await expect(asked).toContainText('Add OAuth')
  await asked.getByRole('button', { name: 'Merge', exact: true }).click()
  await expect(done(app)).toContainText('Merged 1 commit into main')
  expect(subjects(app)).toContain('Add OAuth')
  await done(app).getByRole('button', { name: 'Undo' }).click()
  await expect(done(app)).toContainText('Undone: main is back')
  expect(subjects(app)).toEqual(before)
  expect(existsSync(join(app.repository, 'src/oauth.js'))).toBe(false)
})

test("a tab's edges reorder, and a branch of the tree takes a tab as well", async ({ start, model }) => {
  const app = await start({ serving: await model(writer), approval: 'edits' })
  runGit(app.repository, 'branch', 'release-1.0')
  await committed(app, 'oauth-impl', 'src/oauth.js', 'Add OAuth')
  await hold(app, app.tab('oauth-impl'), app.tab('main'), 0.04)
  await app.page.mouse.up()
  await expect(app.tabs.first()).toHaveAccessibleName('oauth-impl')

  const branch = app.page.getByRole('tree', { name: 'Branches' }).getByRole('treeitem', { name: 'release-1.0' })
  await hold(app, app.tab('oauth-impl'), branch)
  await expect(app.page.getByText('merges cleanly', { exact: true })).toBeVisible()
  await app.page.mouse.up()
  await dialog(app, 'Merge oauth-impl into release-1.0').getByRole('button', { name: 'Merge', exact: true }).click()
  await expect(done(app)).toContainText('into release-1.0')
  expect(subjects(app, 'release-1.0')).toContain('Add OAuth')
  expect(subjects(app)).not.toContain('Add OAuth')
})

test('a conflict is seen before, leaves the target as it is, and is resolved in the agent', async ({
  start,
  model,
}) => {
  const server = await model(writer)
  const app = await start({ serving: server, approval: 'edits' })
  await committed(app, 'readme-work', 'README.md', 'Rewrite the README')
  writeFiles(app.repository, { 'README.md': '# Ours\n' })
  runGit(app.repository, 'commit', '--quiet', '--all', '--message', 'Say it in our words')
  await expect(app.statusLine).toContainText('[Behind: 1]')

  await app.tab('readme-work').press('m')
  await expect(dialog(app, 'Merge readme-work into')).toContainText('conflicts in 1 file')
  await app.page.keyboard.press('Enter')
  const asked = dialog(app, 'Merge readme-work into main')
  await expect(asked).toContainText('Conflicts in 1 file')
  await expect(asked.getByRole('list', { name: 'Files in conflict' })).toHaveText('README.md')
  await expect(asked.getByRole('button', { name: 'Merge', exact: true })).toHaveCount(0)
  await asked.getByRole('button', { name: 'Resolve in readme-work' }).click()

  await expect(app.statusLine).toContainText('[Conflict] [Merging]')
  await expect.poll(() => modelCalls(server).at(-1)).toContain('README.md')
  expect(subjects(app)[0]).toBe('Say it in our words')
  expect(readFileSync(join(app.repository, 'README.md'), 'utf8')).toBe('# Ours\n')
  expect(runGit(app.repository, 'status', '--porcelain')).toBe('')

  writeFiles(join(app.repository, '.worktrees', 'readme-work'), { 'README.md': '# Theirs and ours\n' })
  await app.send('/commit "Say it in both words"')
  const offer = app.page.getByText('readme-work has no conflicts with main any more')
  const merge = app.page.getByRole('main').getByRole('button', { name: 'Merge', exact: true })
  await expect(offer).toBeVisible()
  await app.page.reload()
  await expect(offer).toBeVisible()
  await toRoot(app)
  await expect(offer).toBeHidden()
  await app.restart({ signal: 'SIGKILL' })
  await switchTo(app, 'readme', 'readme-work')
  await merge.click()
  await asked.getByRole('button', { name: 'Merge', exact: true }).click()
  await expect(asked).toBeHidden()
  await expect(offer).toHaveCount(0)
  expect(readFileSync(join(app.repository, 'README.md'), 'utf8')).toBe('# Theirs and ours\n')
})

test('an offered merge that is not wanted is gone for good', async ({ start, model }) => {
  const app = await start({ serving: await model(writer), approval: 'edits' })
  await committed(app, 'readme-work', 'README.md', 'Rewrite the README')
  writeFiles(app.repository, { 'README.md': '# Ours\n' })
  runGit(app.repository, 'commit', '--quiet', '--all', '--message', 'Say it in our words')
  await expect(app.statusLine).toContainText('[Behind: 1]')
  await app.send('/agent merge')
  await dialog(app, 'Merge readme-work into main').getByRole('button', { name: 'Resolve in readme-work' }).click()
  await expect(app.statusLine).toContainText('[Conflict] [Merging]')
  await toRoot(app)
  const place = join(app.repository, '.worktrees', 'readme-work')
  writeFiles(place, { 'README.md': '# Theirs and ours\n' })
  runGit(place, 'commit', '--quiet', '--all', '--message', 'Say it in both words')
  await expect(done(app)).toContainText('readme-work has no conflicts with main any more')
  await done(app).getByRole('button', { name: 'Show' }).click()
  await expect(app.tab('readme-work')).toHaveAttribute('aria-selected', 'true')
  const offer = app.page.getByRole('main').getByText('readme-work has no conflicts with main any more')
  await expect(offer).toBeVisible()
  await app.page.getByRole('main').getByRole('button', { name: 'Dismiss' }).click()
  await expect(offer).toHaveCount(0)
  await app.page.reload()
  await expect(app.tab('readme-work')).toHaveAttribute('aria-selected', 'true')
  await expect(offer).toHaveCount(0)
})

test('closing says what happens to the work, and what was closed can be restored', async ({ start, model }) => {
  const app = await start({ serving: await model(writer), approval: 'edits' })
  await committed(app, 'oauth-impl', 'src/oauth.js', 'Add OAuth')
  await app.tab('oauth-impl').press('Delete')
  const asked = dialog(app, 'Close oauth-impl')
  await expect(asked).toContainText('Merge and close puts 1 commit into main.')
  await asked.getByRole('button', { name: 'Close without merging' }).click()
  await expect(app.tab('oauth-impl')).toHaveCount(0)
  expect(subjects(app)).not.toContain('Add OAuth')

  await app.page.getByText(/^Closed/).click()
  await app.page.getByRole('button', { name: 'Restore oauth-impl' }).click()
  await expect(app.tab('oauth-impl')).toHaveAttribute('aria-selected', 'true')
  await expect(app.statusLine).toContainText('[Branch: oauth-impl] [Clean] [Ahead: 1]')
  expect(subjects(app, 'oauth-impl')).toContain('Add OAuth')
})

test('/diff shows the changes and /commit without a message asks for one', async ({ start, model }) => {
  const app = await start({ serving: await model(writer), approval: 'edits' })
  await writing(app, 'oauth-impl', 'src/oauth.js')
  await app.send('/diff')
  const changes = dialog(app, 'Changes in oauth-impl')
  await expect(changes).toContainText('src/oauth.js by the agent')
  await app.page.keyboard.press('Escape')
  await app.send('/commit')
  const asked = dialog(app, 'Commit in oauth-impl')
  await expect(asked).toContainText('src/oauth.js')
  await app.page.keyboard.type('Add OAuth')
  await asked.getByRole('button', { name: 'Commit', exact: true }).click()
  await expect(asked).toBeHidden()
  await expect(app.statusLine).toContainText('[Clean] [Ahead: 1]')
})
