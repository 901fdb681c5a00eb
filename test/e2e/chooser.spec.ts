import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { temporaryFolder } from '../helpers/temporary.ts'
import { screenOf } from './app.ts'
import { test } from './ikigai.ts'
import { makeSample } from './sample.ts'
import { startHost } from './start-host.ts'

test('a folder that is no repository leads to one by typing its path', async ({ host, page }) => {
  test.skip(host === 'electron', 'Its chooser is the same page.')
  const folder = temporaryFolder()
  const [plain, sample] = [join(folder.path, 'plain'), join(folder.path, 'sample')]
  mkdirSync(plain)
  makeSample(sample)
  const running = await startHost({
    ...{ repository: plain, home: join(folder.path, 'home'), approval: null, environment: {} },
  })
  try {
    await page.goto(running.address)
    const app = screenOf(page)
    await expect(app.alert).toContainText('is not a git repository')
    await expect(page.getByRole('textbox', { name: 'Path' })).toBeFocused()
    await page.keyboard.type(sample)
    await page.keyboard.press('Enter')
    await expect(app.message).toBeFocused()
    await expect(app.statusLine).toContainText('[Agent: main]')
  } finally {
    await running.end('SIGTERM')
    folder.remove()
  }
})
