import { expect } from '@playwright/test'
import { errorTurn } from '../helpers/model-server.ts'
import { test } from './ikigai.ts'
import { expectVisibleFocus, look } from './looking.ts'
import { story } from './looks-story.ts'
import { author, documentOf, lineOf, memoryOf, plan, research, write } from './memory-author.ts'
import { cutOff, focusStop, namelessControls, overflowing, paleTexts } from './page/look.ts'
import { gates } from './script.ts'

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

test('the memory: its region, references to it, a document read, compared, written and deleted', async ({
  start,
  model,
}) => {
  const gate = gates()
  const app = await start({ serving: await model(author(gate.of('write'))) })
  await write(app, research)
  await write(app, { ...plan, alias: 'websocket/implementation-plan-for-the-server' })
  await write(app, { title: 'A plan for the server', content: `${plan.content}Phase 3: security.\n`, ref: '2' })
  for (const phase of [1, 2, 3, 4, 5, 6])
    await write(app, { title: `Phase ${phase}, in detail`, content: 'As #mem-2.' })
  await app.send('Implement it with the patterns in #mem-1 and #mem-2, and say what you would leave out of #mem-8.')
  await expect(app.article('memory')).toHaveCount(3)
  await expect(app.tab('main')).toHaveAccessibleDescription(/idle/)
  await look(app, 'memory')
  await app.page.setViewportSize({ width: 1440, height: 900 })
  await app.message.pressSequentially('Read #')
  await expect(app.page.getByRole('option')).toHaveCount(8)
  await look(app, 'memory-completions')
  await app.message.fill('')
  await app.page.setViewportSize({ width: 1440, height: 900 })
  await lineOf(app, 1).click()
  await expect(documentOf(app, 1)).toContainText('Use libwebsockets.')
  await look(app, 'memory-document')
  await expectVisibleFocus(app.page)
  await app.page.keyboard.press('Escape')
  await app.page.setViewportSize({ width: 1440, height: 900 })
  await lineOf(app, 2).click()
  await documentOf(app, 2).getByRole('radio', { name: 'Changes' }).click()
  await expect(documentOf(app, 2)).toContainText('Phase 3: security.')
  await look(app, 'memory-changes')
  await documentOf(app, 2).getByRole('list', { name: 'Versions' }).getByRole('button', { name: 'v1' }).click()
  await expect(documentOf(app, 2)).toContainText('This is version 1 of 2.')
  await look(app, 'memory-older')
  await app.page.keyboard.press('Escape')

  await app.page.setViewportSize({ width: 1440, height: 900 })
  await app.send(`later write ${JSON.stringify({ ...plan, ref: '8' })}`)
  await lineOf(app, 8).click()
  await documentOf(app, 8).getByRole('button', { name: 'Edit' }).click()
  await documentOf(app, 8).getByRole('textbox', { name: 'Content' }).fill('Mine.\n')
  gate.open('write')
  await expect(documentOf(app, 8).getByRole('region', { name: 'Written meanwhile' })).toContainText('Phase 2')
  await look(app, 'memory-meanwhile')
  await app.page.keyboard.press('Escape')
  await look(app, 'memory-unsaved')
  await app.page.getByRole('button', { name: 'Discard them' }).click()
  await app.page.setViewportSize({ width: 1440, height: 900 })
  await lineOf(app, 3).press('Delete')
  await expect(app.page.getByRole('dialog', { name: 'Delete #mem-3' })).toContainText('No conversation refers to it')
  await look(app, 'memory-delete')
  await app.page.keyboard.press('Enter')
  await app.page.setViewportSize({ width: 1440, height: 900 })
  await expect(memoryOf(app).getByRole('treeitem')).toHaveCount(7)
  await look(app, 'memory-deleted')
})

test('what these checks look for is found on a page that has it', async ({ page }) => {
  await page.setContent(`
    <style>button { outline: none; transition: none } button:focus { outline: none }</style>
    <div style="width: 5000px; background: #fff"><p style="color: #bbb">pale</p><p style="color: #222">dark</p></div>
    <button></button><button aria-label="named">x</button>
    <textarea>typed</textarea><label>Words <textarea></textarea></label>
    <div style="width: 60px; overflow: hidden; white-space: nowrap">a text that is long<button>far out</button></div>
    <div style="width: 60px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis">a text that is long</div>`)
  await page.getByRole('button', { name: 'named' }).focus()
  expect((await page.evaluate(overflowing)).length).toBeGreaterThan(0)
  expect(await page.evaluate(namelessControls)).toEqual(['<button></button>', '<textarea>typed</textarea>'])
  expect(await page.evaluate(cutOff)).toEqual([
    expect.stringMatching(/^div.*is cut$/),
    expect.stringMatching(/^button.*'far out' sticks out of div/),
  ])
  expect(await page.evaluate(paleTexts)).toEqual([expect.stringContaining("'pale'")])
  expect(await page.evaluate(focusStop)).toBe("button 'named' shows nothing")
})
