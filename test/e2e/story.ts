import { expect, type Locator } from '@playwright/test'
import type { App } from './ikigai.ts'

/** Goes to the root agent as the stories do: Ctrl+\ m. */
export async function toRoot({ page, tab }: App): Promise<void> {
  await page.keyboard.press('Control+\\')
  await page.keyboard.press('m')
  await expect(tab('main')).toHaveAttribute('aria-selected', 'true')
}

/** Goes to an agent by letters of its name: Ctrl+\ oauth. */
export async function switchTo({ page, tab }: App, letters: string, name: string): Promise<void> {
  await page.keyboard.press('Control+\\')
  await page.keyboard.type(letters)
  await page.keyboard.press('Enter')
  await expect(tab(name)).toHaveAttribute('aria-selected', 'true')
}

/** Makes an agent with a worktree as it is typed, and is there when it is. */
export async function newAgent(app: App, line: string, name: string): Promise<void> {
  await app.send(line)
  await expect(app.tab(name)).toHaveAttribute('aria-selected', 'true')
  await expect(app.statusLine).toContainText('[Clean]')
}

/** A run may hold several runs of the sample's own tests. The limit only ends what hangs. */
export const patiently = { timeout: 120_000 }

/** Says something and waits for words of the answer, and for the end of it. */
export async function say(app: App, text: string, ...answer: (string | RegExp)[]): Promise<void> {
  await app.send(text)
  // a reference is drawn with its version
  await expect(app.article('user').last()).toContainText(text.split(/\n|#mem-/)[0] ?? text)
  for (const words of answer) await expect(lastReply(app)).toContainText(words, patiently)
  await expect(app.tabs.and(app.page.locator('[aria-selected="true"]'))).toHaveAccessibleDescription(/^idle/, patiently)
}

export const lastReply = (app: App): Locator => app.article('assistant').last()
export const lastNotice = (app: App): Locator => app.article('notice').last()
