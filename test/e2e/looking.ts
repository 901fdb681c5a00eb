import { expect, type Page } from '@playwright/test'
import type { App } from './ikigai.ts'
import { cutOff, focusStop, namelessControls, overflowing, paleTexts } from './page/look.ts'

const sizes = [
  { width: 1440, height: 900 },
  { width: 900, height: 600 },
]

/** Pictures of a state in both sizes and both themes; each must stand on its own. */
export async function look(app: App, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await app.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const size of sizes) {
      await app.page.setViewportSize(size)
      const where = `${name}-${colorScheme}-${size.width}`
      await app.page.screenshot({ path: `test-results/screens/${where}.png`, animations: 'disabled' })
      expect(await app.page.evaluate(overflowing), `${where}: what sticks out`).toEqual([])
      expect(await app.page.evaluate(cutOff), `${where}: what is cut off`).toEqual([])
      expect(await app.page.evaluate(namelessControls), `${where}: controls without a name`).toEqual([])
      expect(await app.page.evaluate(paleTexts), `${where}: text below 4.5:1`).toEqual([])
    }
  }
}

/** Walks through everything that takes the focus, at least so many stops: each must show that it has it. */
export async function expectVisibleFocus(page: Page, least = 4): Promise<void> {
  const seen: string[] = []
  for (let step = 0; step < 30; step += 1) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(focusStop)
    if (stop) seen.push(stop)
  }
  expect(seen.filter((stop) => stop.endsWith('shows nothing'))).toEqual([])
  expect(new Set(seen).size).toBeGreaterThanOrEqual(least)
}
