import { execFileSync } from 'node:child_process'
import { expect, type Locator, type Page } from '@playwright/test'
import { test } from './ikigai.ts'

/** Walks with Tab until the focus is there, backwards from the message box to what stands above it. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  const focused = () => target.evaluate((element) => element === document.activeElement)
  for (let step = 0; step < 40 && !(await focused()); step += 1) await page.keyboard.press('Shift+Tab')
  await expect(target).toBeFocused()
}

test('a newcomer gets from the first start to a finished run with the keyboard alone', async ({ start }) => {
  const app = await start()
  const { page } = app
  await expect(app.message).toBeFocused()
  await expect(page.getByText(/script/).first()).toBeVisible()

  await page.keyboard.type('Add a file to this project and check it')
  await page.keyboard.press('Enter')
  await expect(app.article('user')).toContainText('Add a file to this project')
  await expect(app.article('assistant').first()).toBeVisible()

  const verbs: string[] = []
  const ended = app.tab('main').and(page.locator('[aria-description^="idle"]'))
  for (;;) {
    await expect(app.approval.or(ended).first()).toBeVisible()
    if ((await app.approval.count()) === 0) break
    verbs.push((await app.approval.first().textContent()) ?? '')
    const allow = app.approval.first().getByRole('button', { name: 'Allow', exact: true })
    await tabTo(page, allow)
    const asked = await app.approval.count()
    await page.keyboard.press('Enter')
    await expect(app.approval.filter({ hasText: verbs.at(-1) ?? '' })).toHaveCount(asked - 1)
  }

  expect(verbs.length).toBeGreaterThanOrEqual(2)
  await expect(app.article('tool_result').first()).toBeVisible()
  await expect(app.article('assistant').last()).toContainText(/script/)
  const changed = execFileSync('git', ['status', '--porcelain'], { cwd: app.repository, encoding: 'utf8' })
  expect(changed).toMatch(/^(\?\?| M|A ) /m)
})

test('the empty page offers the stories that the demo model plays, for the message box', async ({ start }) => {
  const app = await start()
  const stories = app.page.getByRole('region', { name: 'Stories to play' })
  await expect(stories.getByRole('button')).toHaveCount(5)
  await stories.getByRole('button', { name: 'A fix on several branches' }).click()
  await expect(app.message).toBeFocused()
  await expect(app.message).toHaveValue('Continue implementing the API endpoints')
})
