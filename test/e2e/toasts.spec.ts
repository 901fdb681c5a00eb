import { expect } from '@playwright/test'
import { test } from './ikigai.ts'
import { done, mark, say, scribe } from './marked.ts'

test('what was done is said below the alerts, so that both can be dismissed', async ({ start, model }) => {
  const app = await start({ serving: await model(scribe), approval: 'full' })
  await say(app, 'Begin.')
  await mark(app, 'first')
  await say(app, 'Go on.')
  await app.page.setViewportSize({ width: 900, height: 600 })
  await app.send('/rewind')
  await expect(done(app)).toContainText('main is back at first')
  await app.page.keyboard.press('Control+r')
  await expect(app.alert).toContainText('There is no mark before this point.')
  // a press that something else would catch is not made
  await app.page.locator('.alert').getByRole('button', { name: 'Dismiss' }).click()
  await expect(app.alert).toHaveCount(0)
  await expect(done(app)).toContainText('main is back at first')
})
