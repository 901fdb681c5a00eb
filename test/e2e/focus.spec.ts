import { expect } from '@playwright/test'
import { test } from './ikigai.ts'
import { done, item, mark, say, scribe } from './marked.ts'
import { lastUserText } from './script.ts'

test('the focus goes home to the message when the place it had is gone', async ({ start, model }) => {
  const app = await start({ serving: await model(scribe), approval: 'full' })
  const { keyboard } = app.page
  await say(app, 'Begin.')
  await mark(app, 'first')

  await item(app, 'first').press('F2')
  await expect(app.page.getByRole('dialog')).toBeVisible()
  // the timeline, where the focus was, has no room any more
  await app.page.setViewportSize({ width: 900, height: 600 })
  await keyboard.press('Escape')
  await expect(app.message).toBeFocused()

  await keyboard.press('Control+Shift+B')
  await item(app, 'first').focus()
  await keyboard.press('Escape')
  await expect(item(app, 'first')).toBeHidden()
  await expect(app.message).toBeFocused()

  await app.page.setViewportSize({ width: 1440, height: 900 })
  await app.page.getByRole('tree', { name: 'Agents' }).getByRole('treeitem', { name: 'main' }).focus()
  await keyboard.press('Control+b')
  await expect(app.message).toBeFocused()

  await app.send('/agent new other --worktree')
  await expect(app.tab('other')).toHaveAttribute('aria-selected', 'true')
  await app.tab('main').click()
  await app.tab('other').press('Delete')
  await expect(app.tab('other')).toHaveCount(0)
  await expect(app.message).toBeFocused()
})

test('what is laid over the page has the focus where its tree stands, and gives it back', async ({ start, model }) => {
  const app = await start({ serving: await model(scribe), approval: 'full' })
  const { keyboard } = app.page
  await say(app, 'Begin.')
  await mark(app, 'first')
  await app.page.setViewportSize({ width: 900, height: 600 })
  const agents = app.page.getByRole('tree', { name: 'Agents' })

  for (const [keys, stands] of [
    ['Control+Shift+B', item(app, 'first')],
    ['Control+b', agents.getByRole('treeitem', { name: 'main' })],
  ] as const) {
    await app.message.focus()
    await keyboard.press(keys)
    await expect(stands).toBeFocused()
    await keyboard.press('Escape')
    await expect(stands).toBeHidden()
    await expect(app.message).toBeFocused()
  }

  const button = app.page.getByRole('button', { name: 'Side bar', exact: true })
  await button.press('Enter')
  await expect(agents.getByRole('treeitem', { name: 'main' })).toBeFocused()
  await keyboard.press('Escape')
  await expect(button).toBeFocused()
})

test('settings open on their first field', async ({ start }) => {
  const app = await start()
  await app.page.keyboard.press('Control+,')
  await expect(app.page.getByLabel('API key')).toBeFocused()
})

test('an answer to an approval gives the focus back to the message', async ({ start, model }) => {
  const server = await model(({ messages }) =>
    messages.at(-1)?.role === 'tool'
      ? { text: 'Done.' }
      : { toolCalls: [{ name: 'write_file', arguments: { path: 'new.txt', content: lastUserText(messages) } }] },
  )
  const app = await start({ serving: server })
  await app.send('write it')
  await app.approval.getByRole('button', { name: 'Allow', exact: true }).press('Enter')
  await expect(app.article('assistant').last()).toContainText('Done.')
  await expect(app.message).toBeFocused()
})

test('a toast that is dismissed by the keyboard gives the focus back to the message', async ({ start, model }) => {
  const app = await start({ serving: await model(scribe), approval: 'full' })
  await say(app, 'Begin.')
  await mark(app, 'first')
  await say(app, 'Go on.')
  await app.send('/rewind')
  await done(app).getByRole('button', { name: 'Dismiss' }).press('Enter')
  await expect(done(app)).toHaveText('')
  await expect(app.message).toBeFocused()
})
