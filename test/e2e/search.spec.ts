import { expect, type Locator } from '@playwright/test'
import type { Script } from '../../main/core/models/demo/turn.ts'
import { type App, test } from './ikigai.ts'
import { look } from './looking.ts'
import { lastUserText } from './script.ts'

/** Reads `notes.txt` when it is told to, and otherwise says what it was told. */
const reader: Script = ({ messages }) => {
  const last = messages.at(-1)
  if (last?.role === 'tool') return { text: 'I read it.' }
  const text = lastUserText(messages)
  if (text === 'read') return { toolCalls: [{ name: 'read_file', arguments: { path: 'notes.txt' } }] }
  return { text: `You said ${text}.` }
}
const files = { 'notes.txt': 'The quokka sleeps here.\n' }

const panelOf = ({ page }: App): Locator => page.getByRole('dialog', { name: 'Search' })
const fieldOf = (app: App): Locator => panelOf(app).getByRole('combobox', { name: 'Search' })
const linesOf = (app: App): Locator => panelOf(app).getByRole('option')
const seenOf = ({ page }: App, agent: string): Locator =>
  page.getByRole('dialog', { name: `What was said in ${agent}` })

async function searchFor(app: App, text: string): Promise<void> {
  await app.page.keyboard.press('Control+Shift+f')
  await fieldOf(app).fill(text)
}

async function say(app: App, text: string): Promise<void> {
  await app.send(text)
  await expect(app.article('assistant').last()).toContainText(text === 'read' ? 'I read it.' : `You said ${text}`)
}

test('words are found in messages, marks, memory and tool output, and the keyboard goes there', async ({
  start,
  model,
}) => {
  const app = await start({ serving: await model(reader), approval: 'full', files })
  await app.send('/mark quokka-mark')
  await say(app, 'one quokka')
  await say(app, 'read')
  await searchFor(app, 'quok')
  await expect(linesOf(app)).toHaveCount(4)
  await expect(panelOf(app).getByRole('group').first()).toHaveAccessibleName('Messages')
  await expect(linesOf(app).first().locator('b')).toHaveText('quokka')
  await expect(panelOf(app).getByRole('status')).toHaveText('4 places found')
  await expect(fieldOf(app)).toHaveAttribute(
    'aria-activedescendant',
    (await linesOf(app).first().getAttribute('id')) ?? '',
  )

  // what the tool printed is shown where the model was told it
  await app.page.keyboard.press('End')
  await expect(linesOf(app).last()).toHaveAttribute('aria-selected', 'true')
  await app.page.keyboard.press('Enter')
  await expect(panelOf(app)).toBeHidden()
  const row = app.log.locator('[data-lit]')
  await expect(row).toContainText('The quokka sleeps here.')
  await expect(app.log).toBeFocused()
  await expect(row).toHaveCount(0)

  await app.page.keyboard.press('Control+k')
  await app.page.keyboard.type('?one')
  await expect(fieldOf(app)).toBeFocused()
  await fieldOf(app).fill('one quokka')
  await expect(linesOf(app)).toHaveCount(2)
  await app.page.keyboard.press('Escape')
  await app.send('/search')
  await expect(fieldOf(app)).toHaveValue('one quokka')
})

test('a place far up is loaded, and one that nobody has on the path is read by itself', async ({ start, model }) => {
  const app = await start({ serving: await model(reader) })
  const entries = Array.from({ length: 400 }, (_, at) => ({
    ...{ id: `e${at}`, agentId: 'x', parentId: at === 0 ? null : `e${at - 1}`, createdAt: at, kind: 'user' },
    payload: { text: at === 7 ? 'the axolotl' : `number ${at}`, files: [] },
  }))
  const tree = { format: 'ikigai-conversation', version: 1, agent: 'x', head: 'e399', entries }
  const choosing = app.page.waitForEvent('filechooser')
  await app.page.keyboard.press('Control+k')
  await app.page.keyboard.type('Import conversation')
  await app.page.keyboard.press('Enter')
  await (await choosing).setFiles({ name: 'x.json', mimeType: 'text/json', buffer: Buffer.from(JSON.stringify(tree)) })
  await expect(app.article('user').last()).toContainText('number 399')
  await searchFor(app, 'axolotl')
  await expect(linesOf(app)).toHaveCount(1)
  await app.page.keyboard.press('Enter')
  await expect(app.log.locator('[data-lit]')).toContainText('the axolotl')
  await expect(app.log.getByText('the axolotl')).toBeInViewport()

  await app.send('/mark here')
  await say(app, 'one wombat')
  await app.send('/rewind here')
  await expect(app.log.getByText('one wombat')).toHaveCount(0)
  await searchFor(app, 'one wombat')
  await expect(linesOf(app)).toHaveCount(2)
  await app.page.keyboard.press('Enter')
  const seen = seenOf(app, 'main')
  await expect(seen).toContainText('main has left this path')
  await expect(seen.locator('[data-lit]')).toContainText('one wombat')
  await expect(seen.getByRole('button', { name: 'Rewind to here' })).toHaveCount(0)
  await expect(seen.getByRole('region', { name: 'What was said' })).toBeFocused()
  await seen.getByRole('button', { name: 'Rewind main to this message' }).click()
  await expect(seen).toBeHidden()
  await expect(app.message).toHaveAttribute('placeholder', /one wombat/)
})

test('whoever writes right after having gone to a place is taken to the end', async ({ start, model }) => {
  const app = await start({ serving: await model(reader) })
  for (const text of ['the axolotl', 'two\n'.repeat(40), 'three\n'.repeat(40), 'four\n'.repeat(40)])
    await say(app, text.trim())
  await searchFor(app, 'the axolotl')
  await expect(linesOf(app)).toHaveCount(2)
  await app.page.keyboard.press('Enter')
  await expect(panelOf(app)).toBeHidden()
  await app.send('five')
  await expect(app.log.getByText('You said five.')).toBeInViewport()
})

test('what a closed agent said is read, and restoring it goes there', async ({ start, model }) => {
  const app = await start({ serving: await model(reader) })
  await app.send('/agent new other')
  await expect(app.tab('other')).toHaveAttribute('aria-selected', 'true')
  await say(app, 'the closed numbat')
  await app.send('/agent close')
  await expect(app.tab('other')).toHaveCount(0)
  await searchFor(app, 'closed numbat')
  await expect(linesOf(app).first()).toContainText('other, closed')
  await app.page.keyboard.press('Enter')
  await expect(seenOf(app, 'other')).toContainText('other is closed')
  await seenOf(app, 'other').getByRole('button', { name: 'Restore other' }).click()
  await expect(app.tab('other')).toHaveAttribute('aria-selected', 'true')
  await expect(app.log.locator('[data-lit]')).toContainText('the closed numbat')
})

test('a commit that is found shows what it changed', async ({ start }) => {
  const app = await start()
  await searchFor(app, 'count')
  const commit = panelOf(app).getByRole('group', { name: 'Commits' }).getByRole('option').first()
  await expect(commit).toBeVisible()
  await commit.click()
  await expect(app.page.getByRole('dialog').getByText(/^\d+ files?/)).toBeVisible()
})

test('nothing typed, nothing found and a host that is gone are each said', async ({ start }) => {
  const app = await start()
  await app.page.keyboard.press('Control+Shift+f')
  const status = panelOf(app).getByRole('status')
  await expect(status).toContainText('Type a few words')
  await fieldOf(app).fill('unicorn')
  await expect(status).toContainText("Nothing has 'unicorn'")
  await fieldOf(app).fill('🎉')
  await expect(status).toHaveText("There is no word in '🎉' to look for.")
  await app.restart({
    signal: 'SIGKILL',
    meanwhile: async () => {
      await fieldOf(app).fill('unicorns')
      await expect(panelOf(app).getByRole('alert')).toBeVisible()
      await expect(panelOf(app).getByRole('button', { name: 'Try again' })).toBeVisible()
    },
  })
})

test('how searching looks', async ({ start, model }) => {
  const app = await start({ serving: await model(reader), approval: 'full', files })
  await app.page.keyboard.press('Control+Shift+f')
  await look(app, 'search-empty')
  await app.page.keyboard.press('Escape')
  await app.send('/mark before the quokka')
  await say(
    app,
    'How does the quokka in the notes sleep, and would a second quokka wake it up if it came from the north?',
  )
  await say(app, 'read')
  await app.send('/rewind "before the quokka"')
  await searchFor(app, 'quokka')
  await expect(linesOf(app)).toHaveCount(4)
  await look(app, 'search-found')
  await fieldOf(app).fill('quokka unicorn')
  await expect(panelOf(app).getByRole('status')).toContainText('Nothing has')
  await look(app, 'search-nothing')
  await fieldOf(app).fill('the quokka in the notes')
  await expect(linesOf(app)).toHaveCount(2)
  await app.page.keyboard.press('Enter')
  await expect(seenOf(app, 'main').locator('[data-lit]')).toBeVisible()
  await look(app, 'search-place')
})
