import { readFileSync } from 'node:fs'
import { expect, type Locator } from '@playwright/test'
import { type App, test } from './ikigai.ts'
import { look } from './looking.ts'
import { gates } from './script.ts'

test.skip(process.platform === 'win32', 'the shell of these tests is sh')

const environment = { SHELL: '/bin/sh', ENV: '', PS1: '$ ' }

const region = ({ page }: App): Locator => page.getByRole('region', { name: 'Terminal' })
const tab = (app: App, name: string): Locator => region(app).getByRole('tab', { name, exact: true })
/** What a terminal shows, as assistive technology reads it. */
const text = (app: App): Locator => region(app).locator('.xterm-accessibility-tree')

/** Terminals are drawn; with this setting they are text as well. */
async function readable(app: App, is = true): Promise<void> {
  await app.button('Settings').click()
  const choice = app.page.getByRole('combobox', { name: 'Terminal' })
  await choice.selectOption({ label: is ? 'Drawn, and as text for screen readers' : 'Drawn' })
  await app.page.keyboard.press('Escape')
  await expect(app.page.getByRole('dialog')).toHaveCount(0)
}

/** Opens the shown agent's shell and waits for its prompt. */
async function openShell(app: App, name = 'main'): Promise<void> {
  if (!(await region(app).isVisible())) await app.page.keyboard.press('Control+j')
  await tab(app, `shell: ${name}`).click()
  await expect(text(app)).toContainText('$')
  await expect(region(app).getByRole('textbox', { name: `Shell of ${name}` })).toBeFocused()
}

test('the terminal is hidden until Ctrl+J, takes the focus, and gives it back', async ({ start }) => {
  const app = await start({ environment })
  await expect(region(app)).toBeHidden()
  await app.page.keyboard.press('Control+j')
  await expect(region(app).getByRole('textbox', { name: 'Git terminal' })).toBeFocused()
  await app.page.keyboard.press('Control+j')
  await expect(region(app)).toBeHidden()
  await expect(app.message).toBeFocused()
  await app.button('Show the terminal').click()
  await expect(region(app)).toBeVisible()
  await app.message.focus()
  await app.page.keyboard.press('Control+j')
  await expect(region(app).getByRole('textbox', { name: 'Git terminal' })).toBeFocused()
})

test('a shell runs in the agent\u2019s directory, without the key, and goes on through a reload', async ({
  start,
  model,
}) => {
  const server = await model(() => ({ text: 'Hello.' }))
  const app = await start({ environment, serving: server })
  await readable(app)
  await openShell(app)
  const { keyboard } = app.page
  await keyboard.type('pwd > where; echo [$OPENAI_API_KEY$OPENAI_BASE_URL]; there=42\n')
  await expect(text(app)).toContainText('[]')
  expect(readFileSync(`${app.repository}/where`, 'utf8')).toBe(`${app.repository}\n`)
  await app.page.reload()
  await expect(text(app)).toContainText('[]')
  await app.page.keyboard.press('Control+j')
  await expect(region(app).getByRole('textbox', { name: 'Shell of main' })).toBeFocused()
  await keyboard.type('echo THE-$there\n')
  await expect(text(app)).toContainText('THE-42')
})

test('each agent has a shell of its own, started only when it is asked for', async ({ start }) => {
  const app = await start({ environment })
  await readable(app)
  await openShell(app)
  await app.page.keyboard.type('echo THE-$((40+2))\n')
  await expect(text(app)).toContainText('THE-42')
  await app.send('/agent new other')
  await expect(app.tab('other')).toHaveAttribute('aria-selected', 'true')
  await expect(tab(app, 'shell: other')).toHaveAttribute('aria-selected', 'true')
  await expect(region(app)).toContainText('other has no shell yet')
  await app.button('Start a shell').click()
  await expect(text(app)).toContainText('$')
  await expect(text(app)).not.toContainText('THE-42')
  await tab(app, 'shell: main').click()
  await expect(text(app)).toContainText('THE-42')
  await app.tab('main').click()
  await expect(tab(app, 'shell: main')).toHaveAttribute('aria-selected', 'true')
})

test('a shell that ends says how, and Enter starts it again', async ({ start }) => {
  const app = await start({ environment })
  await readable(app)
  await openShell(app)
  const { keyboard } = app.page
  await keyboard.type('exit 3\n')
  await expect(region(app)).toContainText('The shell has ended with exit code 3.')
  await keyboard.press('Enter')
  await expect(region(app)).not.toContainText('The shell has ended')
  await expect(text(app)).not.toContainText('exit 3')
  // what is typed before the prompt is echoed in pieces
  await expect(text(app)).toContainText('$')
  await keyboard.type('sleep 1000\n')
  await expect(text(app)).toContainText('sleep 1000')
  await app.button('Close shell').click()
  const asks = app.page.getByRole('dialog', { name: 'Close this shell?' })
  await expect(asks).toContainText('sleep runs in this shell')
  await asks.getByRole('button', { name: 'Close anyway' }).click()
  await expect(region(app)).toContainText('main has no shell yet')
})

test('keys in a shell are the shell\u2019s: Escape stops no run, and the page keeps few', async ({ start, model }) => {
  const gate = gates()
  const server = await model(() => ({
    text: 'Half of it. The rest.',
    gate: { at: 11, opens: gate.of('rest') },
  }))
  const app = await start({ environment, serving: server })
  await readable(app)
  await app.send('Say it all.')
  await expect(app.article('assistant')).toContainText('Half of it.')
  await openShell(app)
  const { keyboard } = app.page
  await keyboard.press('Escape')
  await keyboard.press('Control+k')
  await expect(app.page.getByRole('dialog')).toHaveCount(0)
  await tab(app, 'git').click()
  await expect(region(app).getByRole('textbox', { name: 'Git terminal' })).toBeFocused()
  await keyboard.press('Escape')
  await expect(app.tab('main')).toHaveAccessibleDescription(/running/)
  await keyboard.press('Control+\\')
  await expect(app.switcher).toBeVisible()
  await keyboard.press('Escape')
  gate.open('rest')
  await expect(app.article('assistant')).toContainText('The rest.')
})

test('the git terminal shows what the app did, and with a switch all that it ran', async ({ start }) => {
  const app = await start({ environment })
  await readable(app)
  await app.page.keyboard.press('Control+j')
  await expect(region(app).getByRole('textbox', { name: 'Git terminal' })).toBeFocused()
  await app.page.keyboard.press('Escape')
  await expect(app.message).toBeFocused()
  await app.send('/agent new made --worktree')
  await expect(text(app)).toContainText('$ git worktree add --no-track -b made')
  await expect(app.statusLine).toContainText('[Branch: made] [Clean]')
  await expect(text(app)).not.toContainText('git status')
  const reads = region(app).getByRole('checkbox', { name: 'Show reads' })
  await reads.press('Space')
  await expect(text(app)).toContainText('made $ git status')
  await expect(reads).toBeFocused()
  await app.page.reload()
  await expect(reads).toBeChecked()
  await expect(text(app)).toContainText('made $ git status')
  await reads.uncheck()
  await expect(text(app)).not.toContainText('git status')
  await expect(text(app)).toContainText('$ git worktree add --no-track -b made')
  await tab(app, 'shell: made').click()
  await expect(reads).toHaveCount(0)
})

test('the git terminal shows for whom the app ran what, takes no input, and is found in', async ({ start }) => {
  const app = await start({ environment })
  await readable(app)
  await app.page.keyboard.press('Control+j')
  await region(app).getByRole('checkbox', { name: 'Show reads' }).check()
  await app.message.fill('look at @READ')
  await expect(text(app)).toContainText('sample $ git')
  await region(app).getByRole('textbox', { name: 'Git terminal' }).focus()
  await app.page.keyboard.type('not a shell')
  await expect(text(app)).not.toContainText('not a shell')
  await app.page.keyboard.press('Control+f')
  const find = app.page.getByRole('textbox', { name: 'Find in the terminal' })
  await find.fill('sample $ git')
  await expect(region(app)).not.toContainText('Not found')
  await find.fill('nothing is called that')
  await expect(region(app)).toContainText('Not found')
  await find.press('Escape')
  await expect(region(app).getByRole('textbox', { name: 'Git terminal' })).toBeFocused()
})

test('whoever goes elsewhere before the terminal is there stays there', async ({ start }) => {
  const app = await start({ environment })
  const screen = Promise.withResolvers<void>()
  await app.page.route(/\/screen-[^/]*\.js$/, async (route) => {
    await screen.promise
    await route.continue()
  })
  await app.page.keyboard.press('Control+j')
  const handle = app.page.getByRole('separator', { name: 'Height of the terminal' })
  await handle.focus()
  screen.resolve()
  await expect(region(app).getByRole('textbox', { name: 'Git terminal' })).toBeAttached()
  await expect(handle).toBeFocused()
})

test('its height is changed with the keyboard and the mouse, and remembered', async ({ start }) => {
  const app = await start({ environment })
  await app.page.keyboard.press('Control+j')
  const handle = app.page.getByRole('separator', { name: 'Height of the terminal' })
  const height = async () => Number(await handle.getAttribute('aria-valuenow'))
  const before = await height()
  await handle.press('ArrowUp')
  await expect.poll(height).toBe(before + 24)
  const box = await handle.boundingBox()
  if (!box) throw new Error('the handle is on screen')
  await app.page.mouse.move(box.x + 200, box.y + 3)
  await app.page.mouse.down()
  await app.page.mouse.move(box.x + 200, box.y - 37, { steps: 4 })
  await app.page.mouse.up()
  await expect.poll(height).toBe(before + 64)
  await app.page.reload()
  await expect.poll(height).toBe(before + 64)
  await handle.dblclick()
  await expect.poll(height).toBe(before)
})

test('a flood in a shell leaves the page usable, and ends at a key', async ({ start }) => {
  const app = await start({ environment })
  await readable(app)
  await openShell(app)
  await app.page.keyboard.type('yes\n')
  await expect(text(app)).toContainText('yyy')
  await app.message.fill('')
  await app.message.pressSequentially('typed while it floods')
  await expect(app.message).toHaveValue('typed while it floods')
  await app.page.keyboard.press('Control+j')
  await expect(region(app).getByRole('textbox', { name: 'Shell of main' })).toBeFocused()
  await app.page.keyboard.press('Control+c')
  await app.page.keyboard.type('echo THE-$((40+2))\n')
  await expect(text(app)).toContainText('THE-42')
})

test('it looks right in both themes and sizes', async ({ start }) => {
  const app = await start({ environment })
  await readable(app)
  await openShell(app)
  await app.page.keyboard.type('ls --color=always; printf "\\033[38;2;255;120;0mtrue colour\\033[0m\\n"\n')
  await expect(text(app)).toContainText('src')
  await readable(app, false)
  await expect(text(app)).toHaveCount(0)
  await look(app, 'terminal')
})
