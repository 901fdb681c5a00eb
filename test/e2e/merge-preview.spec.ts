import { renameSync } from 'node:fs'
import { expect } from '@playwright/test'
import { runGit } from '../helpers/temporary.ts'
import { type App, test } from './ikigai.ts'
import { look } from './looking.ts'
import { movedOn, oauthWork, reconsidered } from './looks-work.ts'

const dialog = ({ page }: App, name: string) => page.getByRole('dialog', { name })
const subjects = (app: App) => runGit(app.repository, 'log', '--format=%s', 'main').trim().split('\n')

/** Opens the preview by the keyboard: the tab's `m`, and Enter at its base. */
async function preview(app: App) {
  await app.tab('oauth-impl').press('m')
  await expect(dialog(app, 'Merge oauth-impl into')).toBeVisible()
  await app.page.keyboard.press('Enter')
  return dialog(app, 'Merge oauth-impl into main')
}

test('each file of a merge is opened, walked through and left by the keyboard', async ({ start }) => {
  const app = await start()
  await oauthWork(app)
  const { keyboard } = app.page
  const merge = await preview(app)
  const fold = merge.getByRole('button', { name: '8 files' })
  await expect(fold).toHaveAttribute('aria-expanded', 'false')
  await fold.press('Enter')
  const readme = merge.getByRole('listitem').filter({ hasText: 'README.md' }).getByRole('button')
  await expect(readme).toHaveAccessibleName(/modified README\.md \+1 −1/)
  await keyboard.press('Tab')
  await expect(readme).toBeFocused()
  await keyboard.press('Enter')

  const brought = dialog(app, 'What oauth-impl brings to main')
  const files = brought.getByRole('listbox', { name: 'Changed files' })
  await expect(files).toBeFocused()
  await expect(brought.getByRole('region', { name: 'Changes in README.md' })).toContainText(
    'for those who are signed in',
  )
  await keyboard.press('ArrowDown')
  await expect(files.getByRole('option', { selected: true })).toContainText('seal.png')
  await expect(brought.getByRole('article')).toContainText('A binary file.')
  await keyboard.press('End')
  await expect(brought.getByRole('article')).toContainText('src/count.js → src/how-many.js')
  await expect(brought.getByRole('article')).toContainText('The same lines as src/count.js.')
  await keyboard.press('Escape')
  await expect(brought).toBeHidden()
  await expect(merge).toBeVisible()
  await expect(readme).toBeFocused()
})

test('a rebase that would come to a stop is not offered, and one that goes is', async ({ start }) => {
  const app = await start()
  const folder = await oauthWork(app)
  await reconsidered(app, folder)
  const merge = await preview(app)
  const button = merge.getByRole('button', { name: 'Merge', exact: true })
  await expect(button).toBeEnabled()
  await merge.getByRole('radio', { name: 'Merge' }).press('ArrowLeft')
  await expect(merge.getByRole('radio', { name: 'Rebase' })).toBeFocused()
  await expect(merge).toContainText('\u2018Rotate refresh tokens on use\u2019 does not fit onto main')
  await expect(button).toBeDisabled()
  const before = subjects(app)
  await button.press('Enter')
  await merge.getByRole('button', { name: 'Merge instead' }).press('Enter')
  await expect(merge).toContainText('Merges cleanly')
  await expect(button).toBeEnabled()
  expect(subjects(app)).toEqual(before)

  runGit(folder, 'reset', '--quiet', '--hard', 'HEAD~2')
  await expect(app.statusLine).toContainText('[Ahead: 2]')
  await merge.getByRole('radio', { name: 'Rebase' }).click()
  await expect(merge).toContainText('Rebases cleanly')
  await expect(merge).toContainText('2 commits written anew on top of main')
  await button.click()
  const done = app.page.getByRole('status', { name: 'Done' })
  await expect(done).toContainText('Rebased 2 commits onto main')
  await expect(done).toContainText(/Undo takes main back to [0-9a-f]{7}, without them\./)
  expect(subjects(app)).toHaveLength(before.length + 2)
  await done.getByRole('button', { name: 'Undo' }).click()
  await expect(done).toContainText('Undone: main is back')
  expect(subjects(app)).toEqual(before)
})

test('a target that is checked out twice is named with both its places, and looked at again', async ({ start }) => {
  const app = await start()
  await oauthWork(app)
  const other = `${app.repository}-other`
  runGit(app.repository, 'worktree', 'add', '--quiet', '--force', other, 'main')
  const merge = await preview(app)
  const button = merge.getByRole('button', { name: 'Merge', exact: true })
  const hindrance = merge.getByRole('region', { name: 'In the way' })
  await expect(hindrance).toContainText(`main is checked out both in ${app.repository} and in ${other}`)
  await expect(button).toBeDisabled()
  await look(app, 'merge-twice')
  runGit(app.repository, 'worktree', 'remove', other)
  await hindrance.getByRole('button', { name: 'Check again' }).press('Enter')
  await expect(hindrance).toBeHidden()
  await expect(button).toBeEnabled()
})

test('where the target took a commit over, a merge may conflict, and a rebase leaves that one out', async ({
  start,
}) => {
  const app = await start()
  await oauthWork(app)
  await movedOn(app)
  runGit(app.repository, 'cherry-pick', 'oauth-impl~2')
  await expect(app.statusLine).toContainText('[Behind: 2]')
  const merge = await preview(app)
  await expect(merge).toContainText('Conflicts in 1 file')
  await expect(merge.getByRole('button', { name: 'Resolve in oauth-impl' })).toBeVisible()
  await merge.getByRole('radio', { name: 'Rebase' }).click()
  await expect(merge).toContainText('Rebases cleanly')
  await expect(merge).toContainText('2 commits written anew on top of main, in a straight line; 1 left out.')
  await expect(merge.getByRole('listitem').filter({ hasText: 'Token exchange endpoint' })).toContainText('left out')
  await merge.getByRole('button', { name: 'Merge', exact: true }).click()
  await expect(app.page.getByRole('status', { name: 'Done' })).toContainText('Rebased 2 commits onto main')
})

test('a folder that was away and is back is noticed when somebody comes back to the window', async ({ start }) => {
  const app = await start()
  const folder = await oauthWork(app)
  renameSync(folder, `${app.home}-aside`)
  await expect(app.alert).toContainText('is no worktree any more: it was removed or cut off outside Ikigai')
  renameSync(`${app.home}-aside`, folder)
  // the browser that runs tests gives every page the focus, and takes it from none
  await app.page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await expect(app.alert).toHaveCount(0)
  await expect(app.statusLine).toContainText('[Clean] [Ahead: 3]')
})
