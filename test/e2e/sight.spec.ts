import { expect, type Locator } from '@playwright/test'
import { test } from './ikigai.ts'

const ground = (row: Locator) => row.evaluate((element) => getComputedStyle(element).backgroundColor)

test('the shown tab stays in sight where the window leaves less room for tabs', async ({ start }) => {
  const app = await start()
  for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
    await app.send(`/agent new helper-${n}`)
    await expect(app.tab(`helper-${n}`)).toHaveAttribute('aria-selected', 'true')
  }
  await expect(app.tab('helper-9')).toBeInViewport({ ratio: 0.9 })
  await app.page.setViewportSize({ width: 900, height: 600 })
  await expect(app.tab('helper-9')).toBeInViewport({ ratio: 0.9 })
})

test('what is chosen shows also where the system chooses the colours', async ({ start }) => {
  const app = await start()
  await app.send('/agent new other')
  await expect(app.tab('other')).toHaveAttribute('aria-selected', 'true')
  await app.page.emulateMedia({ forcedColors: 'active' })
  const rows = app.page.getByRole('tree', { name: 'Agents' }).getByRole('treeitem')
  await app.page.keyboard.press('Control+\\')
  const offered = app.switcher.getByRole('option')
  const pairs = [
    [app.tab('other'), app.tab('main')],
    [rows.filter({ hasText: 'other' }), rows.filter({ hasText: 'main' })],
    [offered.first(), offered.last()],
  ] as const
  for (const [chosen, plain] of pairs) expect(await ground(chosen)).not.toBe(await ground(plain))
})
