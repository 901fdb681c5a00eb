import { expect } from '@playwright/test'
import { type App, test } from './ikigai.ts'
import { card, dialog, item, mark, rewind, say, scribe, threeTries, tree } from './marked.ts'
import { modelCalls } from './script.ts'

const names = (app: App) =>
  tree(app)
    .getByRole('treeitem')
    .evaluateAll((rows) => rows.map((row) => `${'. '.repeat(Number(row.ariaLevel) - 1)}${row.ariaLabel}`))

test('the tree draws every path, and a click goes back to any of them', async ({ start, model }) => {
  const server = await model(scribe)
  const app = await start({ serving: server, approval: 'full' })
  await threeTries(app)
  expect(await names(app)).toEqual([
    'Which structure?',
    'before-structure',
    '. Try a hash.',
    '. hash-approach',
    '. Try a tree.',
    '. tree-approach',
    'Try both.',
    'hybrid-approach',
  ])
  await expect(app.page.getByText('3 paths')).toBeVisible()
  await item(app, 'hash-approach').click()
  const about = card(app, 'hash-approach')
  await expect(about).toContainText('abandoned')
  await expect(about.getByRole('list', { name: 'What was said' })).toContainText('Try a hash.')
  await expect(about.getByRole('button')).toHaveText([
    'Rewind',
    'Rewind with files',
    'Compare',
    'Fork',
    'Rename',
    'Quote',
  ])
  await about.getByRole('button', { name: 'Rewind', exact: true }).click()
  await expect(about).toBeHidden()
  await expect(app.article('user')).toHaveText([/Which structure/, /Try a hash/])
  await expect(app.message).toBeFocused()
  expect((await names(app)).slice(2)).toEqual([
    '. Try a tree.',
    '. tree-approach',
    '. Try both.',
    '. hybrid-approach',
    'Try a hash.',
    'hash-approach',
  ])
  await say(app, 'Go on with it.')
  expect(modelCalls(server).at(-1)).not.toContain('Try both.')
})

test('the card shows while the pointer is on a place or on the card, with the files that changed', async ({
  start,
  model,
}) => {
  const app = await start({ serving: await model(scribe), approval: 'full' })
  await say(app, 'write src/new.js first')
  await mark(app, 'with-file')
  await item(app, 'with-file').hover()
  const about = card(app, 'with-file')
  await expect(about).toContainText('1 file')
  await expect(about).toContainText('new.js')
  await expect(app.message).toBeFocused()
  await about.hover()
  await about.getByRole('button', { name: 'Compare' }).hover()
  await expect(about).toBeVisible()
  await app.log.hover()
  await expect(about).toBeHidden()
  await item(app, 'write src/new.js first').hover()
  await expect(card(app, 'write src/new.js first')).toContainText('Heard: write src/new.js first')
})

test('the tree is walked and acted on without the mouse', async ({ start, model }) => {
  const app = await start({ serving: await model(scribe), approval: 'full' })
  const { keyboard } = app.page
  await threeTries(app)
  await item(app, 'hybrid-approach').focus()
  await keyboard.press('ArrowUp')
  await keyboard.press('ArrowUp')
  await expect(item(app, 'tree-approach')).toBeFocused()
  await keyboard.press('ArrowLeft')
  await expect(item(app, 'before-structure')).toBeFocused()
  await keyboard.press('ArrowRight')
  await expect(item(app, 'Try a hash.')).toBeFocused()
  await keyboard.press('End')
  await expect(item(app, 'hybrid-approach')).toBeFocused()
  await keyboard.press('Home')
  await expect(item(app, 'Which structure?')).toBeFocused()
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  const about = card(app, 'before-structure')
  await expect(about.getByRole('button', { name: 'Rewind', exact: true })).toBeFocused()
  await keyboard.press('ArrowRight')
  await expect(about.getByRole('button', { name: 'Rewind with files' })).toBeFocused()
  await keyboard.press('Escape')
  await expect(about).toBeHidden()
  await expect(item(app, 'before-structure')).toBeFocused()
  await keyboard.press('Enter')
  await keyboard.press('Enter')
  await expect(item(app, 'before-structure')).toHaveAttribute('aria-current', 'true')
  await expect(app.article('user')).toHaveCount(1)
})

test('two places are compared: what was said on the way to each, and how their files differ', async ({
  start,
  model,
}) => {
  const app = await start({ serving: await model(scribe), approval: 'full' })
  const { keyboard } = app.page
  await say(app, 'Begin.')
  await mark(app, 'start')
  await say(app, 'write list.txt one')
  await mark(app, 'one')
  await rewind(app, 'start')
  await say(app, 'write list.txt two')
  await app.send('It is **bold**.')
  await expect(app.article('assistant').last()).toContainText('Heard: It is bold.')
  await expect(app.tab('main')).toHaveAccessibleDescription(/^idle/)
  await mark(app, 'two')
  await item(app, 'one').focus()
  await keyboard.press('c')
  await expect(app.page.getByText('Compare one with which?')).toBeVisible()
  await expect(item(app, 'one')).toHaveAttribute('aria-checked', 'true')
  await keyboard.press('Escape')
  await expect(app.page.getByText('Compare one with which?')).toBeHidden()
  await keyboard.press('c')
  await item(app, 'two').focus()
  await keyboard.press('Space')
  const compared = dialog(app, 'Compare one with two')
  await expect(compared.getByRole('region', { name: 'one' })).toContainText('write list.txt one')
  await expect(compared.getByRole('region', { name: 'one' })).not.toContainText('Begin.')
  await expect(compared.getByRole('region', { name: 'two' })).toContainText('write list.txt two')
  await expect(compared.getByRole('strong')).toHaveText('bold')
  await compared.getByRole('radio', { name: 'Files' }).click()
  const patch = compared.getByRole('region', { name: 'Changes in list.txt' })
  await expect(patch.locator('[data-sign="-"]')).toContainText('one')
  await expect(patch.locator('[data-sign="+"]')).toContainText('two')
  await keyboard.press('Escape')
  await expect(compared).toBeHidden()
  await expect(item(app, 'two')).toBeFocused()

  await app.send('/diff --marks two one')
  await expect(dialog(app, 'Compare two with one')).toBeVisible()
  await keyboard.press('Escape')
  await item(app, 'one').click({ modifiers: ['ControlOrMeta'] })
  await item(app, 'start').click({ modifiers: ['ControlOrMeta'] })
  await expect(dialog(app, 'Compare one with start')).toBeVisible()
})

test('a fork goes on from a mark, and both agents stand in the tree that they share', async ({ start, model }) => {
  const server = await model(scribe)
  const app = await start({ serving: server, approval: 'full' })
  await threeTries(app)
  await item(app, 'hash-approach').click()
  await card(app, 'hash-approach').getByRole('button', { name: 'Fork' }).click()
  const fork = dialog(app, 'Fork from hash-approach')
  await fork.getByRole('textbox', { name: 'Name' }).fill('main')
  await app.page.keyboard.press('Enter')
  await expect(fork.getByRole('alert')).toContainText("An agent named 'main' exists")
  await fork.getByRole('textbox', { name: 'Name' }).fill('hasher')
  await fork.getByRole('checkbox').check()
  await app.page.keyboard.press('Enter')
  await expect(app.tab('hasher')).toHaveAttribute('aria-selected', 'true')
  await expect(app.statusLine).toContainText('[Branch: hasher]')
  await expect(app.article('user')).toHaveText([/Which structure/, /Try a hash/])
  expect(await names(app)).toContain('. main')
  await say(app, 'Hash on.', 'hasher')
  expect(modelCalls(server).at(-1)).toContain('Try a hash.')
  await item(app, 'main').press('Enter')
  await expect(app.tab('main')).toHaveAttribute('aria-selected', 'true')
  expect(await names(app)).toEqual(expect.arrayContaining(['. Hash on.', '. hasher']))
  await expect(item(app, 'Hash on.')).toHaveAccessibleDescription(/on another agent's path/)
})

test('a mark is renamed, everywhere, and found by its new name', async ({ start, model }) => {
  const app = await start({ serving: await model(scribe), approval: 'full' })
  await say(app, 'Begin.')
  await app.page.keyboard.press('Control+m')
  await say(app, 'Go on.')
  await item(app, 'Checkpoint #1').focus()
  await app.page.keyboard.press('F2')
  const rename = dialog(app, 'Rename Checkpoint #1')
  await expect(rename.getByRole('textbox', { name: 'Label' })).toHaveValue('Checkpoint #1')
  await app.page.keyboard.type('calm-waters')
  await app.page.keyboard.press('Enter')
  await expect(item(app, 'calm-waters')).toBeFocused()
  await expect(app.article('mark')).toContainText('⟡ Mark: calm-waters')
  await rewind(app, 'calm-waters')
  await app.page.reload()
  await expect(app.article('mark')).toContainText('⟡ Mark: calm-waters')
})

test('a mark is dragged onto the composer, or quoted from its card', async ({ start, model }) => {
  const app = await start({ serving: await model(scribe), approval: 'full' })
  await threeTries(app)
  await app.message.fill('Compare')
  await item(app, 'hash-approach').dragTo(app.message)
  await expect(app.message).toHaveValue('Compare mark "hash-approach" ')
  await app.message.fill('/rewind ')
  await item(app, 'tree-approach').press('Enter')
  await card(app, 'tree-approach').getByRole('button', { name: 'Quote' }).click()
  await expect(app.message).toHaveValue('/rewind tree-approach ')
  await expect(app.message).toBeFocused()
})
