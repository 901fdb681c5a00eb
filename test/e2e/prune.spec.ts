import { expect } from '@playwright/test'
import { runGit } from '../helpers/temporary.ts'
import { test } from './ikigai.ts'
import { dialog, done, mark, say, scribe } from './marked.ts'

test('snapshots that nothing needs are deleted once it was said what that frees', async ({ start, model }) => {
  const app = await start({ serving: await model(scribe), approval: 'full' })
  const refs = () => runGit(app.repository, 'for-each-ref', 'refs/ikigai').split('\n').length - 1
  await say(app, 'write notes.txt then')
  await mark(app, 'then')
  await say(app, 'write notes.txt now')
  await app.send('/rewind then --files')
  const preview = dialog(app, 'Rewind main to then')
  await preview.getByRole('button', { name: 'Rewind with files' }).click()
  await expect(preview).toBeHidden()
  await done(app).getByRole('button', { name: 'Undo' }).click()
  const undo = dialog(app, 'Undo the rewind of main')
  await undo.getByRole('button', { name: 'Rewind with files' }).click()
  await expect(undo).toBeHidden()
  // the newest snapshot stays: the next may be the same
  await mark(app, 'later')
  const before = refs()

  const ask = async () => {
    await app.page.keyboard.press('Control+k')
    await app.page.keyboard.type('snapshots nothing needs')
    await app.page.keyboard.press('Enter')
  }
  await ask()
  const room = dialog(app, 'Delete snapshots')
  await expect(room.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(room.getByRole('status')).toHaveText(/^1 snapshot with [\d.,]+ (bytes|KB) of its own can be deleted/)
  await app.page.keyboard.press('Enter')
  await expect(room).toBeHidden()
  expect(refs()).toBe(before)

  await ask()
  await room.getByRole('button', { name: 'Delete' }).click()
  await expect(room.getByRole('status')).toHaveText(/^Deleted 1 snapshot /)
  expect(refs()).toBe(before - 1)
  await room.getByRole('button', { name: 'Close' }).click()
  await ask()
  await expect(room.getByRole('status')).toHaveText(
    'There is nothing to delete: something leads to every snapshot there is.',
  )
})
