import { expect } from '@playwright/test'
import type { Script, Turn } from '../../main/core/models/demo/turn.ts'
import { errorTurn } from '../helpers/model-server.ts'
import { test } from './ikigai.ts'
import { lastToolContent, modelCalls } from './script.ts'

/** A script that goes wrong at first and then says that all is well. */
function wellAfter(...wrong: Turn[]): Script {
  const turns = [...wrong]
  return ({ messages }) => turns.shift() ?? { text: `All is well. ${lastToolContent(messages)}` }
}

test('a refused key is said to be, and Continue works once another is given in Settings', async ({ start, model }) => {
  const server = await model(wellAfter())
  const app = await start({ environment: { OPENAI_BASE_URL: server.baseUrl } })
  await app.send('Hello?')
  await expect(app.alert).toContainText('refused the API key')
  await expect(app.tab('main')).toContainText('failed')
  await app.button('Open Settings').click()
  const settings = app.page.getByRole('dialog')
  await settings.getByLabel('API key').fill(server.key)
  await settings.getByRole('button', { name: 'Keep' }).click()
  await expect(settings.getByRole('button', { name: 'Forget' })).toBeVisible()
  await app.page.keyboard.press('Escape')
  await app.button('Continue').click()
  await expect(app.article('assistant')).toContainText('All is well.')
  await expect(app.article('user')).toHaveCount(1)
})

test('a server that cannot be reached is named, and Continue asks it again', async ({ start, model }) => {
  const gone = await model(wellAfter())
  await gone.close()
  const app = await start({ serving: gone })
  await app.send('Hello?')
  await expect(app.alert).toContainText(`${gone.baseUrl} cannot be reached`)
  await app.button('Continue').click()
  await expect(app.alert).toContainText('cannot be reached')
  await expect(app.article('user')).toHaveCount(1)
})

test('a busy server is asked again, which shows, and the reply comes once', async ({ start, model }) => {
  const busy = errorTurn(429, { message: 'Slow down.', code: 'rate_limit_exceeded' }, { 'retry-after': '1' })
  const server = await model(wellAfter(busy))
  const app = await start({ serving: server })
  await app.send('Hello?')
  await expect(app.log).toContainText(/asked again|asking again/i)
  await expect(app.article('assistant')).toContainText('All is well.')
  await expect(app.article('assistant')).toHaveCount(1)
  await expect(app.article('user')).toHaveCount(1)
  expect(modelCalls(server)).toHaveLength(2)
})

test('an account without quota is not asked again, and Continue works', async ({ start, model }) => {
  const spent = errorTurn(429, { message: 'You exceeded your current quota.', code: 'insufficient_quota' })
  const server = await model(wellAfter(spent))
  const app = await start({ serving: server })
  await app.send('Hello?')
  await expect(app.alert).toContainText('no quota left')
  expect(modelCalls(server)).toHaveLength(1)
  await app.button('Continue').click()
  await expect(app.article('assistant')).toContainText('All is well.')
  await expect(app.alert).toHaveCount(0)
})

test('a stream that breaks off is asked for again, and what it said is not said twice', async ({ start, model }) => {
  const server = await model(wellAfter({ text: 'All is not w', cutAfter: 8 }))
  const app = await start({ serving: server })
  await app.send('Hello?')
  await expect(app.article('assistant')).toContainText('All is well.')
  await expect(app.article('assistant')).not.toContainText('All is not')
  await expect(app.article('assistant')).toHaveCount(1)
})

test('a request that the server refuses is said with its reason, and Continue works', async ({ start, model }) => {
  const server = await model(wellAfter(errorTurn(400, { message: 'Unsupported value: temperature.' })))
  const app = await start({ serving: server })
  await app.send('Hello?')
  await expect(app.alert).toContainText('Unsupported value: temperature.')
  await app.button('Continue').click()
  await expect(app.article('assistant')).toContainText('All is well.')
})

test('a web page instead of a reply is recognised', async ({ start, model }) => {
  const page = { headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>Log in</title>' }
  const server = await model(wellAfter(page))
  const app = await start({ serving: server })
  await app.send('Hello?')
  await expect(app.alert).toContainText('Check the base URL')
  await app.button('Continue').click()
  await expect(app.article('assistant')).toContainText('All is well.')
})

test('a call with malformed arguments is told to the model, which goes on', async ({ start, model }) => {
  const server = await model(wellAfter({ toolCalls: [{ name: 'read_file', arguments: '{"path": "READ' }] }))
  const app = await start({ serving: server })
  await app.send('Read it.')
  await expect(app.article('tool_result')).toHaveAttribute('data-outcome', 'failed')
  await expect(app.article('assistant').last()).toContainText('All is well.')
  await expect(app.article('assistant').last()).not.toContainText(/\bat .+:\d+:\d+/)
})

test('a tool that does not exist is told to the model, which goes on', async ({ start, model }) => {
  const server = await model(wellAfter({ toolCalls: [{ name: 'launch_rocket', arguments: { to: 'moon' } }] }))
  const app = await start({ serving: server })
  await app.send('Off we go.')
  await expect(app.article('tool_result')).toHaveAttribute('data-outcome', 'failed')
  await expect(app.article('assistant').last()).toContainText('launch_rocket')
})

test('a path that leads out of the directory is refused, and the model is told', async ({ start, model }) => {
  const outside = { name: 'write_file', arguments: { path: '../outside.txt', content: 'x' } }
  const server = await model(wellAfter({ toolCalls: [outside] }))
  const app = await start({ serving: server, approval: 'full' })
  await app.send('Write it outside.')
  await expect(app.article('tool_result')).toHaveAttribute('data-outcome', 'failed')
  await expect(app.article('assistant').last()).toContainText('All is well.')
})
