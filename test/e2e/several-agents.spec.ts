import { expect } from '@playwright/test'
import { test } from './ikigai.ts'
import { gates, lastUserText } from './script.ts'

test('three agents answer at once, each in its own conversation, and typing goes on meanwhile', async ({
  start,
  model,
}) => {
  const gate = gates()
  const server = await model(({ messages }) => {
    const about = lastUserText(messages)
    return { text: `${about} is begun and done.`, gate: { at: `${about} is begun`.length, opens: gate.of(about) } }
  })
  const app = await start({ serving: server })
  await app.send('Alpha')
  await app.send('/agent new two')
  await expect(app.tab('two')).toHaveAttribute('aria-selected', 'true')
  await app.send('Beta')
  await app.send('/agent new three')
  await expect(app.tab('three')).toHaveAttribute('aria-selected', 'true')
  await app.send('Gamma')
  await expect(app.article('assistant')).toHaveText(/^Gamma is begun/)
  for (const name of ['main', 'two', 'three']) {
    await expect(app.tab(name)).toHaveAccessibleDescription(/running/)
  }

  await app.message.pressSequentially('typed while three agents stream')
  await expect(app.message).toHaveValue('typed while three agents stream')

  gate.open('Beta')
  await expect(app.tab('two')).toHaveAccessibleDescription(/idle, 1 unread/)
  await expect(app.article('assistant')).not.toContainText('Beta')
  await app.tab('two').click()
  await expect(app.article('assistant')).toContainText('Beta is begun and done.')
  await expect(app.tab('two')).toHaveAccessibleDescription(/^idle$/)
  await app.tab('main').click()
  await expect(app.article('assistant')).toHaveText(/^Alpha is begun/)
  gate.open('Alpha')
  await expect(app.article('assistant')).toContainText('Alpha is begun and done.')
  await app.tab('three').click()
  await expect(app.message).toHaveValue('typed while three agents stream')
  gate.open('Gamma')
  await expect(app.article('assistant')).toContainText('Gamma is begun and done.')
})

test('an agent is named, renamed, listed and closed; without a name it gets one', async ({ start }) => {
  const app = await start()
  await app.send('/agent new')
  await expect(app.tabs).toHaveCount(2)
  const name = (await app.tabs.last().getAttribute('aria-label')) ?? ''
  expect(name).toMatch(/^[A-Z][a-z]+[A-Z][A-Za-z]+$/)
  await expect(app.statusLine).toContainText(`[Agent: ${name} | +1]`)
  await expect(app.statusLine).toContainText('[Branch: main]')

  await app.send('/agent rename docs')
  await expect(app.tab('docs')).toHaveAttribute('aria-selected', 'true')
  await app.send('/agent list')
  await expect(app.article('notice').last()).toContainText('Active Agents:')
  await expect(app.article('notice').last()).toContainText('• main - Branch: main')
  await expect(app.article('notice').last()).toContainText('• docs (you are here) - Branch: main')

  await app.send('/agent close')
  await expect(app.tab('docs')).toHaveCount(0)
  await expect(app.tab('main')).toHaveAttribute('aria-selected', 'true')
  await app.send('/agent close')
  await expect(app.alert).toContainText("'main' is the project's root agent")
  await expect(app.tab('main')).toBeVisible()
})

test('the switcher is opened, filtered and answered without the mouse', async ({ start }) => {
  const app = await start()
  for (const name of ['oauth-impl', 'rate-limit', 'audit-log']) {
    await app.send(`/agent new ${name}`)
    await expect(app.tab(name)).toHaveAttribute('aria-selected', 'true')
  }
  const { keyboard } = app.page

  await keyboard.press('Control+\\')
  await expect(app.switcher).toBeVisible()
  await keyboard.type('oau')
  await keyboard.press('Enter')
  await expect(app.switcher).toBeHidden()
  await expect(app.tab('oauth-impl')).toHaveAttribute('aria-selected', 'true')
  await expect(app.message).toBeFocused()

  await keyboard.press('Control+\\')
  await keyboard.press('Control+\\')
  await expect(app.tab('audit-log')).toHaveAttribute('aria-selected', 'true')
  await expect(app.switcher).toBeHidden()

  await keyboard.press('Control+\\')
  await keyboard.press('m')
  await expect(app.tab('main')).toHaveAttribute('aria-selected', 'true')
  await expect(app.switcher).toBeHidden()
  await expect(app.message).toBeFocused()

  await app.send('/agent new merge-bot')
  await expect(app.tab('merge-bot')).toHaveAttribute('aria-selected', 'true')
  await keyboard.press('Control+\\')
  await keyboard.press('m')
  await expect(app.switcher.getByRole('option').first()).toContainText('main')
  await expect(app.switcher.getByRole('option').nth(1)).toContainText('merge-bot')
  await keyboard.press('Escape')
  await expect(app.switcher).toBeHidden()
  await expect(app.tab('merge-bot')).toHaveAttribute('aria-selected', 'true')
})

test('/agent with a part of a name switches; one that fits several lists them', async ({ start }) => {
  const app = await start()
  for (const name of ['rate-limit', 'rate-test']) {
    await app.send(`/agent new ${name}`)
    await expect(app.tab(name)).toHaveAttribute('aria-selected', 'true')
  }
  await app.send('/agent limit')
  await expect(app.tab('rate-limit')).toHaveAttribute('aria-selected', 'true')
  await app.send('/agent rate')
  await expect(app.alert).toContainText('rate-limit, rate-test')
})

test('a message waits behind a run, can be taken back, and else is sent when the run is over', async ({
  start,
  model,
}) => {
  const gate = gates()
  const server = await model(({ messages }) => {
    const about = lastUserText(messages)
    return about === 'First'
      ? { text: 'One. Two.', gate: { at: 4, opens: gate.of('First') } }
      : { text: `Re: ${about}` }
  })
  const app = await start({ serving: server })
  await app.send('First')
  await expect(app.article('assistant')).toContainText('One.')
  await app.send('Second')
  await app.send('Third')
  const waiting = app.page.getByRole('list', { name: 'Waiting messages' }).getByRole('listitem')
  await expect(waiting).toHaveCount(2)
  await waiting.filter({ hasText: 'Second' }).getByRole('button', { name: 'Take back' }).click()
  await expect(waiting).toHaveCount(1)
  await expect(app.message).toHaveValue('Second')
  await app.message.fill('')

  gate.open('First')
  await expect(app.article('assistant').last()).toContainText('Re: Third')
  await expect(waiting).toHaveCount(0)
  await expect(app.article('user')).toHaveText([/First/, /Third/])
})

test('Esc stops a run and keeps what was said; Continue goes on from there', async ({ start, model }) => {
  const gate = gates()
  let asked = 0
  const server = await model(() => {
    asked += 1
    return asked === 1
      ? { text: 'Half of it. Never said.', gate: { at: 11, opens: gate.of('never') } }
      : { text: 'The rest.' }
  })
  const app = await start({ serving: server })
  await app.send('Say it all.')
  await expect(app.article('assistant')).toContainText('Half of it.')
  await app.page.keyboard.press('Escape')
  await expect(app.article('assistant')).toContainText('Stopped here.')
  await expect(app.article('assistant')).toContainText('Half of it.')
  await app.button('Continue').click()
  await expect(app.article('assistant').last()).toContainText('The rest.')
  await expect(app.button('Continue')).toBeHidden()
  await expect(app.article('assistant')).toHaveCount(2)
  gate.open('never')
})
