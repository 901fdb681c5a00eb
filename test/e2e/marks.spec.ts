import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { runGit } from '../helpers/temporary.ts'
import { test } from './ikigai.ts'
import { card, dialog, done, item, mark, rewind, say, scribe, threeTries, tree } from './marked.ts'
import { modelCalls } from './script.ts'

/** The files of all snapshots. */
function keptFiles(repository: string): string[] {
  const refs = runGit(repository, 'for-each-ref', '--format=%(refname)', 'refs/ikigai').trim().split('\n')
  return refs.flatMap((ref) => runGit(repository, 'ls-tree', '--name-only', ref).trim().split('\n'))
}

test('a place is marked by key, with a label and by command, and shows in the conversation and in the tree', async ({
  start,
  model,
}) => {
  const app = await start({ serving: await model(scribe), approval: 'full' })
  await expect(app.page.getByText('marks a place to come back to')).toBeVisible()
  await say(app, 'Begin.')
  await app.page.keyboard.press('Control+m')
  await expect(app.article('mark')).toContainText(/^⟡ Checkpoint #1\d\d:\d\d · files kept/)
  await expect(item(app, 'Checkpoint #1')).toHaveAttribute('aria-current', 'true')

  await app.page.keyboard.press('Control+Shift+M')
  const prompt = dialog(app, 'Mark this place in main')
  await expect(prompt.getByRole('textbox', { name: 'Label' })).toBeFocused()
  await app.page.keyboard.type('before refactor')
  await app.page.keyboard.press('Enter')
  await expect(prompt).toBeHidden()
  await expect(app.article('mark').last()).toContainText('⟡ Mark: before refactor')
  await expect(item(app, 'Checkpoint #1')).not.toHaveAttribute('aria-current', 'true')
  await expect(item(app, 'before refactor')).toHaveAttribute('aria-current', 'true')

  await app.send('/mark third')
  await expect(item(app, 'third')).toHaveAccessibleDescription(/^mark, .*you are here/)
  await expect(item(app, 'Begin.')).toHaveAccessibleDescription(/^message, /)
  await expect(app.page.getByText('marks a place to come back to')).toBeHidden()
})

test('a label that cannot be is said beside its field', async ({ start, model }) => {
  const app = await start({ serving: await model(scribe) })
  await app.page.keyboard.press('Control+Shift+M')
  const prompt = dialog(app, 'Mark this place in main')
  await prompt.getByRole('textbox').fill('x'.repeat(400))
  await prompt.getByRole('button', { name: 'Mark' }).click()
  await expect(prompt.getByRole('alert')).toContainText('cannot be a label')
  await expect(app.article('mark')).toHaveCount(0)
})

test('Ctrl+R walks back from mark to mark, and never reloads the page', async ({ start, model }) => {
  const app = await start({ serving: await model(scribe), approval: 'full' })
  const { keyboard } = app.page
  await app.page.evaluate(() => Object.assign(window, { stillHere: true }))
  await say(app, 'One.')
  await mark(app, 'first')
  await say(app, 'Two.')
  await mark(app, 'second')
  await say(app, 'Three.')
  await expect(item(app, 'second')).toHaveAccessibleDescription(/rewind goes here/)

  await keyboard.press('Control+r')
  await expect(item(app, 'second')).toHaveAttribute('aria-current', 'true')
  await expect(app.article('user')).toHaveText([/One\./, /Two\./])
  await expect(item(app, 'first')).toHaveAccessibleDescription(/rewind goes here/)
  await expect(done(app)).toContainText('main is back at second')
  await keyboard.press('Control+r')
  await expect(item(app, 'first')).toHaveAttribute('aria-current', 'true')
  await expect(app.article('user')).toHaveText([/One\./])
  await keyboard.press('Control+r')
  await expect(app.alert).toContainText('There is no mark before this point.')
  await expect(item(app, 'second')).toHaveAccessibleDescription(/abandoned/)

  await keyboard.press('Control+k')
  await expect(app.page.getByRole('dialog')).toBeVisible()
  await keyboard.press('Control+r')
  await keyboard.press('Control+Shift+R')
  await expect(app.page.getByRole('dialog', { name: 'Command palette' })).toBeVisible()
  await keyboard.press('Escape')
  expect(await app.page.evaluate(() => 'stillHere' in window)).toBe(true)
})

test('after a rewind the message that followed is offered, taken with Tab, and never sent by itself', async ({
  start,
  model,
}) => {
  const server = await model(scribe)
  const app = await start({ serving: server, approval: 'full' })
  await say(app, 'One.')
  await mark(app, 'first')
  await say(app, 'Two, with some words.')
  await app.page.keyboard.press('Control+r')
  await expect(app.message).toHaveAttribute('placeholder', 'Two, with some words.')
  await expect(app.message).toHaveValue('')
  const asked = modelCalls(server).length
  await app.message.press('Enter')
  await app.message.pressSequentially('x')
  await expect(app.message).toHaveValue('x')
  await app.message.press('Backspace')
  await app.message.press('Tab')
  await expect(app.message).toHaveValue('Two, with some words.')
  await expect(app.message).toBeFocused()
  await app.message.fill('')
  await app.page.reload()
  await expect(app.message).toHaveAttribute('placeholder', 'Two, with some words.')
  expect(modelCalls(server)).toHaveLength(asked)
  await say(app, 'Something else.')
  await expect(app.message).not.toHaveAttribute('placeholder', /Two/)
  expect(modelCalls(server).at(-1)).not.toContain('Two, with some words.')
})

test('a rewind is undone from where it is said, and said aloud', async ({ start, model }) => {
  const app = await start({ serving: await model(scribe), approval: 'full' })
  await say(app, 'One.')
  await mark(app, 'first')
  await say(app, 'Two.')
  await app.send('/rewind')
  await expect(app.article('user')).toHaveCount(1)
  await done(app).getByRole('button', { name: 'Undo' }).click()
  await expect(app.article('user')).toHaveText([/One\./, /Two\./])
  await expect(done(app)).toContainText('main is back where it was')
  await expect(item(app, 'Two.')).toHaveAttribute('aria-current', 'true')
})

test('the picker finds a mark by a few letters and rewinds to it, with its files where Ctrl is held', async ({
  start,
  model,
}) => {
  const app = await start({ serving: await model(scribe), approval: 'full' })
  const { keyboard } = app.page
  await threeTries(app)
  await keyboard.press('Control+Shift+R')
  const picker = dialog(app, 'Rewind to a mark')
  await expect(picker.getByRole('option')).toHaveText([
    /^before-structure/,
    /^hybrid-approach/,
    /^tree-approach/,
    /^hash-approach/,
  ])
  await keyboard.type('hash')
  await keyboard.press('Enter')
  await expect(picker).toBeHidden()
  await expect(item(app, 'hash-approach')).toHaveAttribute('aria-current', 'true')
  await expect(app.article('user').last()).toContainText('Try a hash.')
  await expect(app.message).toBeFocused()

  await keyboard.press('Control+Shift+R')
  await keyboard.type('hybrid')
  await keyboard.press('Control+Enter')
  await expect(dialog(app, 'Rewind main to hybrid-approach')).toBeVisible()
})

test('files are restored after a preview that has its way out in focus, and an undo brings them back', async ({
  start,
  model,
}) => {
  const app = await start({ serving: await model(scribe), approval: 'full', files: { '.gitignore': '*.log\n' } })
  const file = (name: string) => join(app.repository, name)
  await say(app, 'write notes.txt then')
  await mark(app, 'then')
  await say(app, 'write notes.txt now')
  await say(app, 'write new.txt now')
  // what the run left is kept beside it: only what comes later is somebody else's
  await expect.poll(() => keptFiles(app.repository)).toContain('new.txt')
  writeFileSync(file('README.md'), '# Changed by hand\n')

  await item(app, 'then').click()
  await card(app, 'then').getByRole('button', { name: 'Rewind with files' }).click()
  const preview = dialog(app, 'Rewind main to then')
  await expect(preview.getByRole('button', { name: 'Cancel' })).toBeFocused()
  const files = preview.getByRole('list', { name: 'Files to restore' }).getByRole('listitem')
  await expect(files).toHaveText([/README\.md.*not by this agent/, /new\.txt/, /notes\.txt/])
  await expect(preview).toContainText('1 file changed while main was not working')
  await expect(preview).toContainText('Ignored files, and work done outside the directory, stay as they are now.')
  await app.page.keyboard.press('Enter')
  await expect(preview).toBeHidden()
  expect(readFileSync(file('notes.txt'), 'utf8')).toBe('now\n')

  await app.send('/rewind then --files')
  await preview.getByRole('button', { name: 'Rewind with files' }).click()
  await expect(preview).toBeHidden()
  await expect(item(app, 'then')).toHaveAttribute('aria-current', 'true')
  expect(readFileSync(file('notes.txt'), 'utf8')).toBe('then\n')
  expect(readFileSync(file('README.md'), 'utf8')).toBe('# Sample\n\nA list of things to do.\n')
  expect(existsSync(file('new.txt'))).toBe(false)

  await done(app).getByRole('button', { name: 'Undo' }).click()
  const undo = dialog(app, 'Undo the rewind of main')
  await undo.getByRole('button', { name: 'Rewind with files' }).click()
  await expect(undo).toBeHidden()
  expect(readFileSync(file('notes.txt'), 'utf8')).toBe('now\n')
  expect(readFileSync(file('new.txt'), 'utf8')).toBe('now\n')
  expect(readFileSync(file('README.md'), 'utf8')).toBe('# Changed by hand\n')
})

test('what stands in the way of a restore is named, and nothing is restored until it is gone', async ({
  start,
  model,
}) => {
  const app = await start({ serving: await model(scribe), approval: 'full', files: { '.gitignore': '*.log\n' } })
  await say(app, 'write place a')
  await mark(app, 'then')
  const place = join(app.repository, 'place')
  rmSync(place)
  mkdirSync(place)
  writeFileSync(join(place, 'mine.log'), 'not in git\n')
  await say(app, 'Go on.')
  await app.send('/rewind then --files')
  const preview = dialog(app, 'Rewind main to then')
  await expect(preview.getByRole('alert')).toContainText('in the way at place')
  const go = preview.getByRole('button', { name: 'Rewind with files' })
  await expect(go).toBeDisabled()
  rmSync(place, { recursive: true })
  await preview.getByRole('button', { name: 'Check again' }).click()
  await go.click()
  await expect(preview).toBeHidden()
  expect(readFileSync(place, 'utf8')).toBe('a\n')
})

test('the conversation alone can go back from the preview', async ({ start, model }) => {
  const app = await start({ serving: await model(scribe), approval: 'full' })
  await say(app, 'write a.txt one')
  await mark(app, 'then')
  await say(app, 'write a.txt two')
  await app.send('/rewind then --files && /mark after')
  await dialog(app, 'Rewind main to then').getByRole('button', { name: 'Conversation only' }).click()
  await expect(item(app, 'after')).toHaveAttribute('aria-current', 'true')
  await expect(app.article('user')).toHaveCount(1)
  expect(readFileSync(join(app.repository, 'a.txt'), 'utf8')).toBe('two\n')
})

test('--branch moves an own branch back, and names the commits that it loses', async ({ start, model }) => {
  const app = await start({ serving: await model(scribe), approval: 'full' })
  await app.send('/agent new side --worktree')
  await expect(app.tab('side')).toHaveAttribute('aria-selected', 'true')
  await say(app, 'Begin.', 'side')
  await mark(app, 'then')
  await say(app, 'write a.txt one', 'side')
  await app.send('/commit "Add a"')
  await expect(app.statusLine).toContainText('[Ahead: 1]')
  await item(app, 'then').click()
  await app.button('Rewind with files').click()
  const preview = dialog(app, 'Rewind side to then')
  await preview.getByRole('checkbox', { name: 'move side back too' }).check()
  await expect(preview.getByRole('region', { name: 'Commits that the branch loses' })).toContainText('Add a')
  await preview.getByRole('button', { name: 'Rewind with files' }).click()
  await expect(preview).toBeHidden()
  await expect(app.statusLine).not.toContainText('[Ahead: 1]')
})

test('marks, rewinds, what is offered and a hidden timeline outlive the app', async ({ start, model }) => {
  const app = await start({ serving: await model(scribe), approval: 'full' })
  await threeTries(app)
  await rewind(app, 'hash-approach')
  await app.restart({ signal: 'SIGKILL' })
  await expect(item(app, 'hash-approach')).toHaveAttribute('aria-current', 'true')
  await expect(item(app, 'hybrid-approach')).toHaveAccessibleDescription(/abandoned/)
  await app.page.keyboard.press('Control+Shift+B')
  await expect(tree(app)).toBeHidden()
  await app.page.reload()
  await expect(app.article('mark')).toHaveCount(2)
  await expect(tree(app)).toBeHidden()
  await app.button('Marks').click()
  await expect(tree(app)).toBeVisible()
})
