import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { Script } from '../../main/core/models/demo/turn.ts'
import { test } from './ikigai.ts'
import { lastToolContent, lastUserText } from './script.ts'

/** A model that does what it is told: `write NAME`, `run COMMAND`; then it says how that went. */
const obedient: Script = ({ messages }) => {
  if (messages.at(-1)?.role === 'tool') return { text: `It went: ${lastToolContent(messages)}` }
  const [verb, ...rest] = lastUserText(messages).split(' ')
  const what = rest.join(' ')
  if (verb === 'write') {
    return { toolCalls: [{ name: 'write_file', arguments: { path: what, content: 'written by the model\n' } }] }
  }
  return { toolCalls: [{ name: 'run_command', arguments: { command: what } }] }
}

test('an edit asks with its diff: Deny changes nothing and tells the model, Allow makes it', async ({
  start,
  model,
}) => {
  const server = await model(obedient)
  const app = await start({ serving: server })
  const file = join(app.repository, 'new.txt')
  await app.send('write new.txt')
  await expect(app.approval).toContainText('new.txt')
  await expect(app.approval).toContainText('written by the model')
  await app.approval.getByRole('button', { name: 'Deny' }).click()
  await expect(app.article('assistant').last()).toContainText('denied')
  await expect(app.article('tool_result')).toContainText('denied')
  expect(existsSync(file)).toBe(false)

  await app.send('write new.txt')
  await app.approval.getByRole('button', { name: 'Allow', exact: true }).click()
  await expect(app.article('assistant')).toHaveCount(2)
  await expect(app.approval).toHaveCount(0)
  expect(readFileSync(file, 'utf8')).toBe('written by the model\n')
})

test('in mode edits, edits are free and commands ask', async ({ start, model }) => {
  const server = await model(obedient)
  const app = await start({ serving: server, approval: 'edits' })
  await app.send('write free.txt')
  await expect(app.article('assistant')).toHaveCount(1)
  expect(existsSync(join(app.repository, 'free.txt'))).toBe(true)
  await app.send('run echo asked > asked.txt')
  await expect(app.approval).toContainText('echo asked > asked.txt')
  expect(existsSync(join(app.repository, 'asked.txt'))).toBe(false)
  await app.approval.getByRole('button', { name: 'Allow', exact: true }).click()
  await expect(app.article('assistant')).toHaveCount(2)
  expect(existsSync(join(app.repository, 'asked.txt'))).toBe(true)
})

test('in mode full, nothing asks', async ({ start, model }) => {
  const server = await model(obedient)
  const app = await start({ serving: server, approval: 'full' })
  await app.send('run echo done > done.txt')
  await expect(app.article('assistant')).toHaveCount(1)
  expect(existsSync(join(app.repository, 'done.txt'))).toBe(true)
})

test("'Always allow' is remembered for the next run and the next start, and for that command alone", async ({
  start,
  model,
}) => {
  const server = await model(obedient)
  const app = await start({ serving: server })
  await app.send('run git status')
  await app.approval.getByRole('button', { name: 'Always allow' }).click()
  await expect(app.article('assistant')).toHaveCount(1)
  await app.send('run git status --short')
  await expect(app.article('assistant')).toHaveCount(2)

  await app.restart({ signal: 'SIGTERM' })
  await app.send('run git status')
  await expect(app.article('assistant')).toHaveCount(3)
  await app.send('run git status && touch sneaked.txt')
  await expect(app.approval).toBeVisible()
  expect(existsSync(join(app.repository, 'sneaked.txt'))).toBe(false)
  await app.approval.getByRole('button', { name: 'Deny' }).click()
  await app.send('run git log')
  await expect(app.approval).toContainText('git log')
})

test('an agent that waits for an answer says so on its tab, whoever is shown', async ({ start, model }) => {
  const server = await model(obedient)
  const app = await start({ serving: server })
  await app.send('write wanted.txt')
  await expect(app.approval).toBeVisible()
  await app.send('/agent new elsewhere')
  await expect(app.tab('elsewhere')).toHaveAttribute('aria-selected', 'true')
  await expect(app.approval).toHaveCount(0)
  await expect(app.tab('main')).toContainText('needs you')
  await expect(app.tab('main')).toHaveAccessibleDescription(/needs you/)
  await app.tab('main').click()
  await app.approval.getByRole('button', { name: 'Allow', exact: true }).click()
  await expect(app.article('assistant')).toHaveCount(1)
  await expect(app.tab('main')).not.toContainText('needs you')
})

test('stopping a run that waits for an answer takes the question away and runs nothing', async ({ start, model }) => {
  const server = await model(obedient)
  const app = await start({ serving: server })
  await app.send('write never.txt')
  await expect(app.approval).toBeVisible()
  await app.message.focus()
  await app.page.keyboard.press('Escape')
  await expect(app.approval).toHaveCount(0)
  await expect(app.button('Continue')).toBeVisible()
  expect(existsSync(join(app.repository, 'never.txt'))).toBe(false)
})
