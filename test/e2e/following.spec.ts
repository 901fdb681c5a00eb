import { expect } from '@playwright/test'
import type { ScriptRequest } from '../../main/core/models/demo/turn.ts'
import { type App, test } from './ikigai.ts'
import { lastUserText } from './script.ts'

const lines = (word: string) => Array.from({ length: 60 }, (_, at) => `${word} line ${at + 1}\n`).join('\n')

/** Answers every message with a page and more of it. */
const longAnswer = ({ messages }: ScriptRequest) => ({ text: lines(lastUserText(messages)) })

const lastLine = (app: App, word: string) => app.log.getByText(`${word} line 60`)

test('what is sent right after coming back to an agent is followed to its end', async ({ start, model }) => {
  const app = await start({ serving: await model(longAnswer) })
  await app.send('First')
  await expect(lastLine(app, 'First')).toBeInViewport()
  await app.send('/agent new other')
  await expect(app.tab('other')).toHaveAttribute('aria-selected', 'true')
  for (const word of ['Second', 'Third', 'Fourth']) {
    await app.tab('main').click()
    await app.send(word)
    await expect(lastLine(app, word)).toBeInViewport()
    await app.tab('other').click()
  }
})

test('a reader who scrolled up stays there until he sends something', async ({ start, model }) => {
  const app = await start({ serving: await model(longAnswer) })
  await app.send('First')
  await expect(lastLine(app, 'First')).toBeInViewport()
  await app.log.hover()
  await app.page.mouse.wheel(0, -400)
  await expect(lastLine(app, 'First')).not.toBeInViewport()
  await expect(app.button('To the end')).toBeVisible()

  await app.send('Second')
  await expect(lastLine(app, 'Second')).toBeInViewport()
  await expect(app.button('To the end')).toHaveCount(0)
})
