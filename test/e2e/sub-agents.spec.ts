import { expect } from '@playwright/test'
import { test } from './ikigai.ts'
import { look } from './looking.ts'
import { gates, lastUserText } from './script.ts'

test('a sub-agent is read and not written to; its parent is a button away', async ({ start, model }) => {
  const gate = gates()
  const server = await model(async ({ messages }) => {
    const text = lastUserText(messages)
    if (messages.at(-1)?.role === 'tool') return { text: 'It is at work.' }
    if (text === 'begin') {
      return { toolCalls: [{ name: 'agent_spawn', arguments: { name: 'scout', prompt: 'look around' } }] }
    }
    if (text.endsWith('look around')) await gate.of('scout')
    return { text: 'All quiet.' }
  })
  const app = await start({ serving: server, approval: 'full' })
  await app.send('begin')
  await expect(app.article('assistant').last()).toContainText('It is at work.')
  // an agent that waits for another is not done, and says so
  await expect(app.tab('main')).toHaveAccessibleDescription(/idle, scout at work for it/)
  await expect(app.page.getByText('scout at work for main: what comes of it is reported here')).toBeVisible()
  await app.tab('scout').click()
  await expect(app.article('user')).toContainText('main')
  await expect(app.page.getByText('scout works for main and takes no messages from you.')).toBeVisible()
  await expect(app.message).toHaveCount(0)
  await expect(app.page.locator('main').getByRole('textbox')).toHaveCount(0)
  await expect(app.button('Stop')).toBeVisible()
  await look(app, 'sub-agent')
  // what is typed goes nowhere, and keys that write to a conversation do nothing to it
  await app.page.keyboard.type('hello\n')
  gate.open('scout')
  await expect(app.article('assistant').last()).toContainText('All quiet.')
  await expect(app.article('user')).toHaveCount(1)
  await expect(app.tab('main')).not.toHaveAccessibleDescription(/at work/)
  await app.button('Talk to main').click()
  await expect(app.tab('main')).toHaveAttribute('aria-selected', 'true')
  await expect(app.message).toBeFocused()
  await expect(app.article('user').filter({ hasText: 'All quiet.' })).toContainText('scout')
})
