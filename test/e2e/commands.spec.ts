import { expect } from '@playwright/test'
import { test } from './ikigai.ts'
import { modelCalls } from './script.ts'

test('/help lists every command, says who reads the repository, as Settings does, and explains one', async ({
  start,
}) => {
  const app = await start()
  await app.send('/help')
  for (const usage of ['/agent new [name]', '/agent list', '/clear', '/history [--limit=N]', '/model', '/quit']) {
    await expect(app.article('notice')).toContainText(usage)
  }
  await expect(app.article('notice')).toContainText(/Read by \w+/)
  await app.button('Settings').click()
  await expect(app.page.getByRole('region', { name: 'Repository' })).toContainText(/^RepositoryRead by \w+/)
  await app.page.keyboard.press('Escape')
  await app.send('/help clear')
  await expect(app.article('notice').last()).toContainText('/clear')
  await expect(app.article('notice').last()).not.toContainText('/history')
})

test('an unknown command says so in one line, keeps what was typed, and does nothing else', async ({ start }) => {
  const app = await start()
  await app.send('/agent list')
  await expect(app.article('notice')).toHaveCount(1)
  await app.send('/histroy && /agent new two')
  await expect(app.alert).toContainText('There is no command /histroy')
  await expect(app.message).toHaveValue('/histroy && /agent new two')
  await expect(app.tabs).toHaveCount(1)
  await expect(app.log.getByRole('article')).toHaveCount(1)
})

test('a bad argument says which, with the usage, and does nothing else', async ({ start }) => {
  const app = await start()
  await app.send('/history --limit=none')
  await expect(app.alert).toContainText('/history [--limit=N]')
  await expect(app.message).toHaveValue('/history --limit=none')
  await app.send('/agent rename')
  await expect(app.alert).toContainText('/agent rename')
  await expect(app.tab('main')).toBeVisible()
  await expect(app.log.getByRole('article')).toHaveCount(0)
})

test('an option in the usage is never broken over two lines', async ({ start }) => {
  const app = await start()
  await app.send('/agent new a b')
  const options = app.alert.getByText(/^\[/)
  await expect(options).toHaveCount(5)
  for (let width = 700; width <= 1000; width += 20) {
    await app.page.setViewportSize({ width, height: 600 })
    const lines = await options.evaluateAll((all) => all.map((one) => one.getClientRects().length))
    expect(lines, `${width} wide`).toEqual([1, 1, 1, 1, 1])
  }
})

test('a chain runs in order and stops at the first failure', async ({ start }) => {
  const app = await start()
  await app.send('/agent new one && /agent new one && /agent new two')
  await expect(app.tab('one')).toHaveAttribute('aria-selected', 'true')
  await expect(app.alert).toContainText("An agent named 'one' exists")
  await expect(app.tab('two')).toHaveCount(0)
})

test('completions are walked with the arrow keys and taken with Tab', async ({ start }) => {
  const app = await start()
  await app.message.pressSequentially('/agent l')
  const options = app.page.getByRole('option')
  await expect(options.first()).toContainText('/agent list')
  await app.message.press('ArrowDown')
  await app.message.press('Tab')
  await expect(app.message).toBeFocused()
  await expect(app.message).toHaveValue(/^\/agent list\s?$/)
  await app.message.press('Enter')
  await expect(app.article('notice')).toContainText('main (you are here)')
})

test('Enter sends what was typed while completions show, unless one was chosen', async ({ start }) => {
  const app = await start()
  await app.message.pressSequentially('/help')
  await expect(app.page.getByRole('option').first()).toBeVisible()
  await app.message.press('Enter')
  await expect(app.article('notice')).toContainText('/agent new')
  await expect(app.message).toHaveValue('')
})

test('Shift+Enter breaks the line', async ({ start }) => {
  const app = await start()
  await app.message.pressSequentially('first')
  await app.message.press('Shift+Enter')
  await app.message.pressSequentially('second')
  await expect(app.message).toHaveValue('first\nsecond')
})

test('Up brings back what was typed to this agent, newest first', async ({ start }) => {
  const app = await start()
  for (const line of ['/agent list', '/history']) {
    await app.send(line)
    await expect(app.message).toHaveValue('')
  }
  await expect(app.article('notice')).toHaveCount(2)
  await app.message.press('ArrowUp')
  await expect(app.message).toHaveValue('/history')
  await app.message.press('ArrowUp')
  await expect(app.message).toHaveValue('/agent list')
  await app.message.press('ArrowDown')
  await expect(app.message).toHaveValue('/history')
})

test('each agent keeps its own draft', async ({ start }) => {
  const app = await start()
  await app.send('/agent new one')
  await expect(app.tab('one')).toHaveAttribute('aria-selected', 'true')
  await app.message.fill('for one')
  await app.tab('main').click()
  await expect(app.message).toHaveValue('')
  await app.message.fill('for main')
  await app.tab('one').click()
  await expect(app.message).toHaveValue('for one')
  await app.page.reload()
  await app.tab('main').click()
  await expect(app.message).toHaveValue('for main')
  await app.tab('one').click()
  await expect(app.message).toHaveValue('for one')
})

test('/clear begins a new session, and /history shows the old one', async ({ start, model }) => {
  const server = await model(() => ({ text: 'The sky is blue.' }))
  const app = await start({ serving: server })
  await app.send('What colour is the sky?')
  await expect(app.article('assistant')).toContainText('The sky is blue.')
  await app.send('/clear')
  await expect(app.log.getByRole('article')).toHaveCount(0)
  await app.send('/history')
  await expect(app.article('notice')).toContainText('What colour is the sky?')
  await expect(app.article('notice')).toContainText('clear')
  await app.send('And the sea?')
  await expect(app.article('assistant')).toHaveCount(1)
  expect(modelCalls(server).at(-1)).not.toContain('What colour is the sky?')
})

test('@ offers files and attaches the one that is named', async ({ start, model }) => {
  const server = await model(() => ({ text: 'Read.' }))
  const app = await start({ serving: server })
  await app.message.pressSequentially('What is in @src/cou')
  await expect(app.page.getByRole('option').first()).toContainText('src/count.js')
  await app.message.press('ArrowDown')
  await app.message.press('Tab')
  await expect(app.message).toHaveValue(/@src\/count\.js\s?$/)
  await app.message.press('Enter')
  await expect(app.article('assistant')).toContainText('Read.')
  await expect(app.article('user')).toContainText('src/count.js')
  expect(modelCalls(server).at(-1)).toContain('list.length')
})

test('a file that cannot be attached is named, and nothing is sent', async ({ start, model }) => {
  const server = await model(() => ({ text: 'Read.' }))
  const app = await start({ serving: server })
  await app.send('What is in @../outside.txt?')
  await expect(app.alert).toContainText('../outside.txt')
  await expect(app.message).toHaveValue('What is in @../outside.txt?')
  expect(modelCalls(server)).toEqual([])
})
