import { expect, type Page } from '@playwright/test'
import { errorTurn } from '../helpers/model-server.ts'
import { type App, test } from './ikigai.ts'
import { story } from './looks-story.ts'
import { focusStop, namelessControls, overflowing, paleTexts } from './page/look.ts'
import { gates } from './script.ts'

const sizes = [
  { width: 1440, height: 900 },
  { width: 900, height: 600 },
]

/** Pictures of a state in both sizes and both themes; each must stand on its own. */
async function look(app: App, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await app.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const size of sizes) {
      await app.page.setViewportSize(size)
      const where = `${name}-${colorScheme}-${size.width}`
      await app.page.screenshot({ path: `test-results/screens/${where}.png`, animations: 'disabled' })
      expect(await app.page.evaluate(overflowing), `${where}: what sticks out`).toEqual([])
      expect(await app.page.evaluate(namelessControls), `${where}: controls without a name`).toEqual([])
      expect(await app.page.evaluate(paleTexts), `${where}: text below 4.5:1`).toEqual([])
    }
  }
}

/** Walks through everything that takes the focus: each stop must show that it has it. */
async function expectVisibleFocus(page: Page): Promise<void> {
  const seen: string[] = []
  for (let step = 0; step < 30; step += 1) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(focusStop)
    if (stop) seen.push(stop)
  }
  expect(seen.filter((stop) => stop.endsWith('shows nothing'))).toEqual([])
  expect(new Set(seen).size).toBeGreaterThan(3)
}

test('an empty conversation', async ({ start }) => {
  const app = await start()
  await look(app, 'empty')
  await expectVisibleFocus(app.page)
})

test('a busy conversation, with tool calls, a diff and a reply on its way', async ({ start, model }) => {
  const gate = gates()
  const server = await model(story(gate.of('end')))
  const app = await start({ serving: server, approval: 'full' })
  for (const name of ['oauth-impl', 'rate-limit', 'an-agent-with-quite-a-long-name'])
    await app.send(`/agent new ${name}`)
  await app.tab('main').click()
  await app.send('Let `add` refuse what is already on the list, and test it.')
  await expect(app.article('assistant').last()).toContainText('still being written')
  await look(app, 'busy')
  gate.open('end')
  await expect(app.tab('main')).toHaveAccessibleDescription(/idle/)
  await app.article('tool_result').filter({ hasText: 'edit' }).getByRole('button').click()
  await look(app, 'done')
  await expectVisibleFocus(app.page)
})

test('an approval', async ({ start, model }) => {
  const server = await model(story(Promise.resolve()))
  const app = await start({ serving: server })
  await app.send('Let `add` refuse what is already on the list, and test it.')
  await expect(app.approval).toBeVisible()
  await look(app, 'approval')
})

test('an error', async ({ start, model }) => {
  const server = await model([errorTurn(401, { message: 'Incorrect API key provided.', code: 'invalid_api_key' })])
  const app = await start({ serving: server })
  await app.send('Hello?')
  await expect(app.alert).toBeVisible()
  await app.send('/histroy')
  await look(app, 'error')
})

test('completions, the switcher, the palette and the settings', async ({ start }) => {
  const app = await start()
  await app.message.pressSequentially('/agent')
  await expect(app.page.getByRole('option').first()).toBeVisible()
  await look(app, 'completions')
  await app.message.fill('')
  await app.page.keyboard.press('Control+\\')
  await expect(app.switcher).toBeVisible()
  await look(app, 'switcher')
  await app.page.keyboard.press('Escape')
  await app.page.keyboard.press('Control+k')
  await expect(app.page.getByRole('dialog')).toBeVisible()
  await look(app, 'palette')
  await app.page.keyboard.press('Escape')
  await app.page.keyboard.press('Control+,')
  await expect(app.page.getByRole('dialog')).toBeVisible()
  await look(app, 'settings')
})

test('what these checks look for is found on a page that has it', async ({ page }) => {
  await page.setContent(`
    <style>button { outline: none; transition: none } button:focus { outline: none }</style>
    <div style="width: 5000px; background: #fff"><p style="color: #bbb">pale</p><p style="color: #222">dark</p></div>
    <button></button><button aria-label="named">x</button>`)
  await page.getByRole('button', { name: 'named' }).focus()
  expect((await page.evaluate(overflowing)).length).toBeGreaterThan(0)
  expect(await page.evaluate(namelessControls)).toEqual(['<button></button>'])
  expect(await page.evaluate(paleTexts)).toEqual([expect.stringContaining("'pale'")])
  expect(await page.evaluate(focusStop)).toBe("button 'named' shows nothing")
})
