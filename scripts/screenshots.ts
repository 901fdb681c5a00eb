import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { screenOf } from '../test/e2e/app.ts'
import { findChromium } from '../test/e2e/find-chromium.ts'
import { story } from '../test/e2e/looks-story.ts'
import { makeSample } from '../test/e2e/sample.ts'
import { type HostOptions, startHost } from '../test/e2e/start-host.ts'
import { modelServer } from '../test/helpers/model-server.ts'
import { temporaryFolder } from '../test/helpers/temporary.ts'
import { makeDemoRepository } from './demo-repository.ts'
import { root } from './root.ts'

type Scene = Omit<HostOptions, 'home'> & { name: string; draw: (page: Page) => Promise<void> }

/** Draws the pictures in README: agents that ask, and the timeline of a conversation that went three ways. */
const folder = temporaryFolder()
const end = Promise.withResolvers<void>()
const server = await modelServer(story(end.promise))
const sample = join(folder.path, 'code', 'todo')
makeSample(sample)
const browser = await chromium.launch({
  executablePath: findChromium() ?? '',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
try {
  await picture(browser, {
    ...{ name: 'screenshot', repository: sample, approval: 'edits', draw: drawWork },
    environment: { OPENAI_BASE_URL: server.baseUrl, OPENAI_API_KEY: server.key },
  })
  const demo = { repository: makeDemoRepository(folder.path), approval: 'full', environment: {} } as const
  await picture(browser, { ...demo, name: 'timeline', draw: drawTimeline })
} finally {
  end.resolve()
  await browser.close()
  await server.close()
  folder.remove()
}

async function picture(browser: Browser, { name, draw, ...options }: Scene): Promise<void> {
  const host = await startHost({ ...options, home: join(folder.path, 'home', name) })
  try {
    const page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
      deviceScaleFactor: 2,
      reducedMotion: 'reduce',
      colorScheme: 'light',
    })
    await page.goto(host.address)
    await draw(page)
    const path = join(root, 'assets', `${name}.png`)
    await page.screenshot({ path, animations: 'disabled' })
    console.log(path)
  } finally {
    await host.end('SIGTERM')
  }
}

async function drawWork(page: Page): Promise<void> {
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

async function drawTimeline(page: Page): Promise<void> {
  const app = screenOf(page)
  const marked = (label: string) => app.log.getByRole('article').last().getByText(`Mark: ${label}`).waitFor()
  const say = async (text: string, answer: string) => {
    await app.send(text)
    await app.article('assistant').last().getByText(answer).first().waitFor()
    await app.tab('main').and(page.locator('[aria-description^="idle"]')).waitFor()
  }
  const typed = async (command: string, label: string) => {
    await app.send(`/${command} ${label}`)
    await marked(label)
  }
  await app.message.waitFor()
  await say('We need a fast lookup structure for user permissions.', 'before-data-structure')
  await typed('mark', 'before-data-structure')
  const ways = [
    { say: "Let's try a hash table approach first", answer: 'Lookup: O(1)', mark: 'hash-table-approach' },
    { say: 'Try a binary search tree instead', answer: 'Lookup: O(log n)', mark: 'bst-approach' },
    { say: "Let's try a hybrid: LRU cache + database", answer: 'Cache hit rate', mark: 'hybrid-approach' },
  ]
  for (const way of ways) {
    await say(way.say, way.answer)
    await typed('mark', way.mark)
    if (way !== ways.at(-1)) await typed('rewind', 'before-data-structure')
  }
  await page.getByRole('tree', { name: 'Marks' }).getByRole('treeitem', { name: 'bst-approach' }).hover()
  await page.getByLabel('What was said').waitFor()
}
