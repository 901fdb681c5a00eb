import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect } from '@playwright/test'
import { type App, test } from './ikigai.ts'
import { author, documentOf, done, lineOf, memoryOf, plan, research, write } from './memory-author.ts'

const beginNew = (app: App) => memoryOf(app).getByRole('button', { name: 'New memory document' }).click()

/** What the data folder has of texts that were not saved: it would be there after a crash. */
function keptUnsaved({ home }: App): string[] {
  const file = new DatabaseSync(join(home, 'ikigai', 'ikigai.db'), { readOnly: true })
  try {
    return file
      .prepare('SELECT title, content FROM unsaved_memory')
      .all()
      .map(({ title, content }) => `${title}: ${content}`)
  } finally {
    file.close()
  }
}

/** Has the page ask for files by its palette, and gives it these. */
async function importFiles({ page }: App, files: string[]): Promise<void> {
  const asked = page.waitForEvent('filechooser')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('import memory')
  await page.keyboard.press('Enter')
  await (await asked).setFiles(files)
}

test('documents go out as markdown and come in again, each fault in a sentence', async ({ start, model }) => {
  const app = await start({ serving: await model(author()) })
  await write(app, research)
  await lineOf(app, 1).click()
  const coming = app.page.waitForEvent('download')
  await documentOf(app, 1).getByRole('button', { name: 'Export' }).click()
  const download = await coming
  expect(download.suggestedFilename()).toBe('websocket-research.md')
  const file = join(app.home, 'websocket-research.md')
  await download.saveAs(file)
  expect(readFileSync(file, 'utf8')).toMatch(/^---\ntitle: WebSocket libraries in C\nalias: websocket\/research\n/)
  await app.page.keyboard.press('Escape')

  const other = join(app.home, 'plan.md')
  writeFileSync(other, '---\ntitle: The plan\n---\n\nPhase 1: a server.\n')
  const none = join(app.home, 'notes.md')
  writeFileSync(none, '# Notes without front matter\n')
  const long = join(app.home, 'long.md')
  writeFileSync(long, `---\ntitle: Long\n---\n\n${'x'.repeat(2_000_000)}`)
  await importFiles(app, [file, other, none, long])
  const told = app.page.getByRole('dialog', { name: 'Imported 1 of 4 files' })
  await expect(told.getByRole('listitem')).toHaveText([
    /^websocket-research\.md.*The alias 'websocket\/research' belongs to #mem-1\./,
    /^plan\.md\s*#mem-2$/,
    /^notes\.md.*That file was not read: it has no front matter\./,
    /^long\.md.*That file was not read: it is too large\./,
  ])
  await app.page.keyboard.press('Escape')

  await lineOf(app, 1).press('F2')
  await app.page.getByRole('textbox', { name: 'Alias' }).fill('')
  await app.page.keyboard.press('Enter')
  await expect(lineOf(app, 1)).toHaveText(/WebSocket libraries in C/)
  await importFiles(app, [file])
  await expect(done(app)).toContainText('Imported #mem-3 (websocket/research)')
  await lineOf(app, 3).click()
  await expect(documentOf(app, 3)).toContainText('Use libwebsockets.')
})

test('files that are dropped onto the region become documents, and one dropped beside it does nothing', async ({
  start,
}) => {
  const app = await start()
  const carried = await app.page.evaluateHandle(() => {
    const transfer = new DataTransfer()
    transfer.items.add(new File(['---\ntitle: Dropped\nalias: by/hand\n---\n\nHere it is.\n'], 'dropped.md'))
    return transfer
  })
  await app.log.dispatchEvent('drop', { dataTransfer: carried })
  await memoryOf(app).dispatchEvent('dragover', { dataTransfer: carried })
  await memoryOf(app).dispatchEvent('drop', { dataTransfer: carried })
  await expect(done(app)).toContainText('Imported #mem-1 (by/hand)')
  await expect(memoryOf(app).getByRole('treeitem')).toHaveCount(1)
})

test('a reload and a crash keep documents, versions and what was pulled in', async ({ start, model }) => {
  const app = await start({ serving: await model(author()) })
  await write(app, research)
  await write(app, { ...plan, ref: '1' })
  await app.send('Use #mem-1')
  await expect(app.article('memory')).toContainText('#mem-1 v2')

  async function everything() {
    await expect(lineOf(app, 1)).toHaveText(/websocket\/research/)
    await expect(app.article('memory')).toContainText('#mem-1 v2')
    await app.article('user').last().getByRole('button', { name: '#mem-1 v2' }).click()
    const shown = documentOf(app, 1)
    await expect(shown).toContainText('Phase 2: messages.')
    await shown.getByRole('list', { name: 'Versions' }).getByRole('button', { name: 'v1' }).click()
    await expect(shown).toContainText('Use libwebsockets.')
    await app.page.keyboard.press('Escape')
  }
  await app.page.reload()
  await everything()
  await app.restart({ signal: 'SIGKILL' })
  await everything()
})

test('a text that is not saved outlives the app, until it is saved or discarded', async ({ start, model }) => {
  const app = await start({ serving: await model(author()) })
  await write(app, plan)
  await lineOf(app, 1).click()
  await documentOf(app, 1).getByRole('button', { name: 'Edit' }).click()
  await documentOf(app, 1).getByRole('textbox', { name: 'Content' }).fill('Phase 1: mine.')
  await expect.poll(() => keptUnsaved(app)).toEqual(['Plan: Phase 1: mine.'])
  await app.restart({ signal: 'SIGKILL' })
  await lineOf(app, 1).click()
  await expect(documentOf(app, 1)).toContainText('You had not saved this.')
  await expect(documentOf(app, 1).getByRole('textbox', { name: 'Content' })).toHaveValue('Phase 1: mine.')
  await documentOf(app, 1).getByRole('button', { name: 'Save as version 2' }).click()
  await expect(documentOf(app, 1)).toContainText('Saved as version 2.')
  await documentOf(app, 1).getByRole('button', { name: 'Close' }).click()

  await beginNew(app)
  const fresh = app.page.getByRole('dialog', { name: 'New memory document' })
  await fresh.getByRole('textbox', { name: 'Title' }).fill('Half a thought')
  await expect.poll(() => keptUnsaved(app)).toEqual(['Half a thought: '])
  await app.restart({ signal: 'SIGTERM' })
  await beginNew(app)
  await expect(fresh.getByRole('textbox', { name: 'Title' })).toHaveValue('Half a thought')
  await fresh.getByRole('button', { name: 'Cancel' }).click()
  await app.page.getByRole('button', { name: 'Discard them' }).click()
  await expect.poll(() => keptUnsaved(app)).toEqual([])
})
