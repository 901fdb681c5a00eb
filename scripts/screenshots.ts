import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { screenOf } from '../test/e2e/app.ts'
import { findChromium } from '../test/e2e/find-chromium.ts'
import { story } from '../test/e2e/looks-story.ts'
import { makeSample } from '../test/e2e/sample.ts'
import { startHost } from '../test/e2e/start-host.ts'
import { modelServer } from '../test/helpers/model-server.ts'
import { temporaryFolder } from '../test/helpers/temporary.ts'
import { root } from './root.ts'

/** Draws the picture in README: three agents on a sample project, two of them asking. */
const folder = temporaryFolder()
const repository = join(folder.path, 'code', 'todo')
const end = Promise.withResolvers<void>()
const server = await modelServer(story(end.promise))
makeSample(repository)
const host = await startHost({
  repository,
  home: join(folder.path, 'home'),
  approval: 'edits',
  environment: { OPENAI_BASE_URL: server.baseUrl, OPENAI_API_KEY: server.key },
})
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
try {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    deviceScaleFactor: 2,
    reducedMotion: 'reduce',
    colorScheme: 'light',
  })
  await page.goto(host.address)
  await draw(page)
  const path = join(root, 'assets', 'screenshot.png')
  await page.screenshot({ path, animations: 'disabled' })
  console.log(path)
} finally {
  end.resolve()
  await browser.close()
  await host.end('SIGTERM')
  await server.close()
  folder.remove()
}

async function draw(page: Page): Promise<void> {
  const app = screenOf(page)
  const work = 'Let `add` refuse what is already on the list, and test it.'
  for (const name of ['no-duplicates', 'due-dates']) {
    await app.tab('main').click()
    await app.send(`/agent new ${name}`)
    await app.tab(name).and(page.locator('[aria-selected="true"]')).waitFor()
    await app.send(work)
    await app.approval.waitFor()
  }
  await app.tab('no-duplicates').click()
  await app.article('tool_result').filter({ hasText: 'edit' }).getByRole('button').click()
}
