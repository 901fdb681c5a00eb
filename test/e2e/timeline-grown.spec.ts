import { join } from 'node:path'
import { expect } from '@playwright/test'
import { growTree, lifeOf } from '../helpers/grown-tree.ts'
import { type App, test } from './ikigai.ts'
import { item, mark, rewind, say, scribe, tree } from './marked.ts'
import { gates, lastUserText } from './script.ts'

const names = (app: App) =>
  tree(app)
    .getByRole('treeitem')
    .evaluateAll((rows) => rows.map((row) => `${'. '.repeat(Number(row.ariaLevel) - 1)}${row.ariaLabel}`))

test('the head lives while its agent runs, and nothing moves for people who ask for less motion', async ({
  start,
  model,
}) => {
  const gate = gates()
  const server = await model((request) =>
    lastUserText(request.messages) === 'Wait.'
      ? { text: 'Waiting for it.', gate: { at: 8, opens: gate.of('end') } }
      : scribe(request),
  )
  const app = await start({ serving: server, approval: 'full' })
  await say(app, 'One.')
  await mark(app, 'first')
  await say(app, 'Two.')
  const moving = () =>
    tree(app).evaluate(
      (element) => element.getAnimations({ subtree: true }).filter(({ playState }) => playState === 'running').length,
    )
  await app.send('Wait.')
  await expect(tree(app).getByText('running')).toBeVisible()
  await expect.poll(moving).toBeGreaterThan(0)
  await app.page.emulateMedia({ reducedMotion: 'reduce' })
  await expect.poll(moving).toBe(0)
  gate.open('end')
  await expect(app.tab('main')).toHaveAccessibleDescription(/^idle/)
  await app.page.evaluate(() => {
    const points: string[] = []
    Object.assign(window, { points })
    new MutationObserver((changes) => {
      for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes]))
        if (node instanceof Element && node.className === 'tree-traveller') points.push(node.className)
    }).observe(document.body, { childList: true, subtree: true })
  })
  const travelled = () => app.page.evaluate(() => (window as unknown as { points: string[] }).points.length)
  await rewind(app, 'first')
  expect(await travelled()).toBe(0)
  await app.page.emulateMedia({ reducedMotion: 'no-preference' })
  await app.send('/rewind --undo')
  await expect(item(app, 'Wait.')).toHaveAttribute('aria-current', 'true')
  await rewind(app, 'first')
  await expect.poll(travelled).toBeGreaterThan(0)
})

test('of hundreds of marks only those in view are drawn; folds open; the place is kept', async ({ start, model }) => {
  const app = await start({ serving: await model(scribe), approval: 'full' })
  const root = (await app.page.getByRole('tab').first().getAttribute('data-agent')) ?? ''
  await app.restart({
    signal: 'SIGTERM',
    meanwhile: () => growTree(join(app.home, 'ikigai', 'ikigai.db'), root, lifeOf(500)),
  })
  await expect(tree(app).getByText('now')).toBeInViewport()
  const drawn = await tree(app).getByRole('treeitem').count()
  expect(drawn).toBeGreaterThan(15)
  expect(drawn).toBeLessThan(80)

  const scroller = tree(app).locator('..')
  await tree(app).getByRole('treeitem').last().focus()
  await app.page.keyboard.press('Home')
  const first = tree(app).getByRole('treeitem').first()
  await expect(first).toBeFocused()
  await expect(first).toBeInViewport()
  const fold = tree(app)
    .getByRole('treeitem', { name: /on (an abandoned path|\d+ abandoned paths)$/ })
    .first()
  await expect(fold).toHaveAttribute('aria-expanded', 'false')
  const before = await names(app)
  await fold.click()
  await expect(fold).toHaveAttribute('aria-expanded', 'true')
  const inside = (await names(app)).filter((name) => !before.includes(name))
  expect(inside.length).toBeGreaterThan(0)
  expect(inside.every((name) => name.startsWith('. '))).toBe(true)
  await fold.press('ArrowLeft')
  await expect(fold).toHaveAttribute('aria-expanded', 'false')
  expect(await names(app)).toEqual(before)

  await scroller.evaluate((box) => {
    box.scrollTop = 3000
  })
  await expect.poll(() => names(app)).not.toEqual(before)
  await app.send('/agent new other')
  await expect(app.tab('other')).toHaveAttribute('aria-selected', 'true')
  await expect(tree(app)).toHaveCount(0)
  await app.tab('main').click()
  await expect.poll(() => scroller.evaluate((box) => box.scrollTop)).toBe(3000)
})

test('where there is no room the tree lies over the conversation, and goes away again', async ({ start, model }) => {
  const app = await start({ serving: await model(scribe), approval: 'full' })
  await say(app, 'Begin.')
  await mark(app, 'first')
  await app.page.setViewportSize({ width: 900, height: 600 })
  await expect(tree(app)).toBeHidden()
  await app.page.keyboard.press('Control+Shift+B')
  await expect(item(app, 'first')).toBeVisible()
  await app.page.keyboard.press('Escape')
  await expect(tree(app)).toBeHidden()
  await app.button('Marks').click()
  await app.button('Hide what lies over the conversation').click({ position: { x: 40, y: 200 } })
  await expect(tree(app)).toBeHidden()
  await app.page.setViewportSize({ width: 1440, height: 900 })
  await expect(tree(app)).toBeVisible()
})

test('a new session has a tree of its own, and an undo brings the old one back', async ({ start, model }) => {
  const app = await start({ serving: await model(scribe), approval: 'full' })
  await say(app, 'Begin.')
  await mark(app, 'first')
  await app.send('/clear')
  await expect(tree(app)).toHaveCount(0)
  await expect(app.page.getByText('marks a place to come back to')).toBeVisible()
  await say(app, 'Afresh.')
  expect(await names(app)).toEqual(['Afresh.'])
  await app.send('/rewind --undo')
  await expect(item(app, 'first')).toHaveAttribute('aria-current', 'true')
})
