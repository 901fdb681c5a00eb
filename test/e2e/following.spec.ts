import { expect } from '@playwright/test'
import type { ScriptRequest } from '../../main/core/models/demo/turn.ts'
import { type App, test } from './ikigai.ts'
import { gates, lastUserText } from './script.ts'

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

test('a reply stays drawn while the log goes along with it', async ({ start, model }) => {
  const app = await start({ serving: await model(longAnswer) })
  await app.send('First')
  await expect(lastLine(app, 'First')).toBeInViewport()
  const removed = await app.log.evaluateHandle((log) => {
    const rows: string[] = []
    const seen = new MutationObserver((changes) => {
      for (const node of changes.flatMap(({ removedNodes }) => [...removedNodes])) {
        if (node instanceof Element && node.querySelector('article')) rows.push(node.textContent.slice(0, 40))
      }
    })
    seen.observe(log, { childList: true, subtree: true })
    return rows
  })
  await app.send('Second')
  await expect(lastLine(app, 'Second')).toBeInViewport()
  await expect(app.button('To the end')).toHaveCount(0)
  expect((await removed.jsonValue()).filter((words) => words.startsWith('Second line'))).toEqual([])
})

test('a press lands on what was pressed while the model goes on writing', async ({ start, model }) => {
  const until = gates()
  const app = await start({
    approval: 'full',
    serving: await model(async ({ messages }) => {
      if (messages.at(-1)?.role !== 'tool')
        return { toolCalls: [{ name: 'run_command', arguments: { command: 'echo it ran' } }] }
      await until.of('pressed')
      return { text: lines('Then') }
    }),
  })
  await app.send('Run it')
  const call = app.article('tool_result').getByRole('button').first()
  await call.hover()
  await app.page.mouse.down()
  until.open('pressed')
  await expect(lastLine(app, 'Then')).toBeAttached()
  await app.page.mouse.up()
  await expect(app.article('tool_result')).toContainText('it ran')
})

test('whoever selects what was said keeps it in view', async ({ start, model }) => {
  const until = gates()
  const app = await start({
    serving: await model(async (request) => {
      if (lastUserText(request.messages) === 'First') return { text: 'A line worth copying' }
      await until.of('pressed')
      return longAnswer(request)
    }),
  })
  await app.send('First')
  await expect(app.log.getByText('worth copying')).toBeInViewport()
  await app.send('Second')
  const line = await app.log.getByText('worth copying').boundingBox()
  if (!line) throw new Error('The line has no place.')
  await app.page.mouse.move(line.x + 2, line.y + line.height / 2)
  await app.page.mouse.down()
  await app.page.mouse.move(line.x + 60, line.y + line.height / 2, { steps: 4 })
  until.open('pressed')
  await expect(lastLine(app, 'Second')).toBeAttached()
  await app.page.mouse.up()
  await expect(app.button('New below')).toBeVisible()
  await expect(app.log.getByText('worth copying')).toBeInViewport()
})

test('what is pressed while the log scrolls takes the press', async ({ start, model }) => {
  const app = await start({ serving: await model(longAnswer) })
  await app.send('First')
  await expect(lastLine(app, 'First')).toBeInViewport()
  const pressed = await lastLine(app, 'First').evaluate(async (line) => {
    const { x, y } = line.getBoundingClientRect()
    const log = line.closest('[role=log]')
    log?.scrollBy(0, -20)
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
    return line.contains(document.elementFromPoint(x + 2, y + 22))
  })
  expect(pressed).toBe(true)
})
