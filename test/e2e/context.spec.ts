import { expect } from '@playwright/test'
import { type App, test } from './ikigai.ts'
import { look } from './looking.ts'
import { lastUserText } from './script.ts'

const proposal = ({ page }: App) => page.getByRole('alert').filter({ hasText: 'A summary by gpt-5.2 makes room' })
const button = (app: App) => app.button('Put a summary in its place')

test('a conversation that is nearly full is offered a summary, which can be read behind and undone', async ({
  start,
  model,
}) => {
  let failing = true
  const server = await model(({ messages }) => {
    const text = lastUserText(messages)
    if (!text.startsWith('Write a summary')) {
      const input = text === 'go on' ? 350_000 : 1_000
      return { text: `You said ${text}.`, usage: { input, cachedInput: 0, output: 10 } }
    }
    if (failing) return { status: 400, body: JSON.stringify({ error: { message: 'Not today.' } }) }
    return { text: 'We spoke about **lists**, and `add` is to refuse what is there.' }
  })
  const app = await start({ serving: server })
  await app.send('begin')
  await expect(app.article('assistant').last()).toContainText('You said begin.')
  await expect(proposal(app)).toHaveCount(0)
  await app.send('go on')
  await expect(app.article('assistant').last()).toContainText('You said go on.')
  await expect(app.page.getByText('350k of 400k')).toBeVisible()
  await expect(proposal(app)).toBeVisible()
  await look(app, 'context-offer')

  await app.page.setViewportSize({ width: 1440, height: 900 })
  await button(app).click()
  await expect(app.alert.filter({ hasText: 'Not today.' })).toBeVisible()
  await expect(app.article('summary')).toHaveCount(0)
  failing = false
  await button(app).click()
  await expect(app.article('summary')).toContainText('We spoke about lists')
  await expect(app.article('user')).toHaveCount(1)
  await expect(proposal(app)).toHaveCount(0)
  await expect(app.page.getByRole('tree', { name: 'Marks' }).getByText('Before summary')).toBeVisible()
  await look(app, 'context-summary')

  await app.button('Read what was said').click()
  const seen = app.page.getByRole('dialog', { name: 'What was said in main' })
  await expect(seen).toContainText('You said go on.')
  await app.page.keyboard.press('Escape')
  await app.send('/rewind --undo')
  await expect(app.article('assistant').last()).toContainText('You said go on.')
  await expect(proposal(app)).toBeVisible()
  await app.page.locator('.alert').filter({ hasText: 'makes room' }).getByRole('button', { name: 'Dismiss' }).click()
  await expect(proposal(app)).toHaveCount(0)
})
