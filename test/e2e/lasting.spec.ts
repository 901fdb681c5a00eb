import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { Script } from '../../main/core/models/demo/turn.ts'
import { test } from './ikigai.ts'
import { gates, lastUserText } from './script.ts'

/** Writes the file that it is told to write, and otherwise says what it was told. */
const writer: Script = ({ messages }) => {
  const text = lastUserText(messages)
  const [, path] = /^write (\S+)$/.exec(text) ?? []
  if (path === undefined || messages.at(-1)?.role === 'tool') return { text: `You said ${text}.` }
  return { toolCalls: [{ name: 'write_file', arguments: { path, content: 'kept\n' } }] }
}

test('a reload in the middle of everything brings all of it back', async ({ start, model }) => {
  const gate = gates()
  const server = await model(({ messages }) => {
    const text = lastUserText(messages)
    if (text === 'tell') return { text: 'Once upon a time.', gate: { at: 5, opens: gate.of('tale') } }
    return writer({ model: '', instructions: '', messages, tools: [] })
  })
  const app = await start({ serving: server })
  await app.send('write asked.txt')
  await expect(app.approval).toBeVisible()
  await app.send('/agent new teller')
  await expect(app.tab('teller')).toHaveAttribute('aria-selected', 'true')
  await app.send('tell')
  await expect(app.article('assistant')).toContainText('Once')
  await app.send('and then')
  await app.message.pressSequentially('half a thought')

  for (let times = 0; times < 2; times += 1) {
    await app.page.reload()
    await expect(app.tabs).toHaveText([/main/, /teller/])
    await expect(app.tab('teller')).toHaveAttribute('aria-selected', 'true')
    await expect(app.article('assistant')).toContainText('Once')
    await expect(app.message).toHaveValue('half a thought')
    await expect(app.page.getByRole('list', { name: 'Waiting messages' })).toContainText('and then')
    await expect(app.tab('main')).toHaveAccessibleDescription(/needs you/)
  }
  gate.open('tale')
  await expect(app.article('assistant').last()).toContainText('You said and then.')
  await app.tab('main').click()
  await app.approval.getByRole('button', { name: 'Allow', exact: true }).click()
  await expect(app.article('assistant').last()).toContainText('You said write asked.txt.')
  expect(readFileSync(join(app.repository, 'asked.txt'), 'utf8')).toBe('kept\n')
})

test('an agent that was closed is restored after a restart, with conversation, branch and files', async ({
  start,
  model,
}) => {
  const app = await start({ serving: await model(writer), approval: 'full' })
  await app.send('/agent new keeper --worktree')
  await expect(app.tab('keeper')).toHaveAttribute('aria-selected', 'true')
  await app.send('write unsaved.txt')
  await expect(app.article('assistant').last()).toContainText('You said write unsaved.txt.')
  await app.send('/agent close --no-merge')
  const asked = app.page.getByRole('dialog', { name: 'Close keeper' })
  await asked.getByRole('button', { name: /^Close/ }).click()
  await expect(app.tab('keeper')).toHaveCount(0)
  expect(existsSync(join(app.repository, '.worktrees', 'keeper'))).toBe(false)

  await app.restart({ signal: 'SIGKILL' })
  await app.send('/agent restore keeper')
  await expect(app.tab('keeper')).toHaveAttribute('aria-selected', 'true')
  await expect(app.article('user')).toContainText('write unsaved.txt')
  expect(readFileSync(join(app.repository, '.worktrees', 'keeper', 'unsaved.txt'), 'utf8')).toBe('kept\n')
  await app.send('still here')
  await expect(app.article('assistant').last()).toContainText('You said still here.')
})

test('an agent that was killed while it asked is not shown as asking, and asks again when it goes on', async ({
  start,
  model,
}) => {
  let turns = 0
  const server = await model(({ messages }) => {
    turns += 1
    const last = messages.at(-1)
    if (last?.role === 'tool' && !last.content.includes('interrupted')) return { text: 'Written.' }
    return { toolCalls: [{ name: 'write_file', arguments: { path: `asked-${turns}.txt`, content: 'kept\n' } }] }
  })
  const app = await start({ serving: server })
  await app.send('write it')
  await expect(app.approval).toBeVisible()
  await app.restart({ signal: 'SIGKILL' })
  await expect(app.tab('main')).toHaveAccessibleDescription(/interrupted/)
  await expect(app.tab('main')).not.toContainText('needs you')
  await expect(app.approval).toHaveCount(0)
  await app.button('Continue').click()
  await expect(app.tab('main')).toContainText('needs you')
  await app.approval.getByRole('button', { name: 'Allow', exact: true }).click()
  await expect(app.article('assistant').last()).toContainText('Written.')
  await expect(app.tab('main')).toHaveAccessibleDescription(/idle/)
  expect(existsSync(join(app.repository, 'asked-1.txt'))).toBe(false)
})
