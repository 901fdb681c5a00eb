import { once } from 'node:events'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { WebSocket } from 'ws'
import { test } from './ikigai.ts'

declare global {
  interface Window {
    hacked?: boolean
  }
}

/** A server that a page must not reach. */
async function trap(): Promise<{ url: string; visits: string[]; close(): void }> {
  const visits: string[] = []
  const server = createServer((visit, response) => {
    visits.push(visit.url ?? '')
    response.end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // a server that listens on TCP has an address with a port
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, visits, close: () => server.close() }
}

const hostile = (url: string) => `Here you are.

<script>window.hacked = true</script>
<img src="x" onerror="window.hacked = true">
<svg onload="window.hacked = true"><a xlink:href="javascript:window.hacked = true"><text>svg</text></a></svg>
<iframe srcdoc="<script>parent.hacked = true</script>"></iframe>
<div style="background: url(${url}/style.png)">styled</div>
<form action="${url}/form"><button>form</button></form>

![remote](${url}/image.png) [link one](javascript:window.hacked=true)
[link two](data:text/html,<script>opener.hacked=true</script>) [link three](vbscript:x)

\`\`\`html
<img src="${url}/code.png" onerror="window.hacked = true">
\`\`\`

That was all.`

test('nothing that a model says is run or loaded', async ({ start, model }) => {
  const outside = await trap()
  const server = await model([
    { text: hostile(outside.url), toolCalls: [{ name: 'run_command', arguments: { command: 'cat evil.md' } }] },
    { text: `# Done\n\n${hostile(outside.url)}` },
  ])
  const app = await start({ serving: server, approval: 'full', files: { 'evil.md': hostile(outside.url) } })
  await app.send(`Show it: <img src="${outside.url}/user.png" onerror="window.hacked = true">`)
  await expect(app.article('assistant').last()).toContainText('That was all.')
  await expect(app.article('user')).toContainText('<img src=')
  await app.article('tool_result').getByRole('button').first().click()
  await expect(app.article('tool_result')).toContainText('<script>window.hacked')

  for (const text of ['link one', 'link two', 'link three']) {
    const link = app.article('assistant').last().getByRole('link', { name: text })
    if ((await link.count()) > 0) await link.click({ noWaitAfter: true })
  }
  expect(await app.page.evaluate(() => window.hacked)).toBeUndefined()
  expect(await app.log.locator('script, iframe, form, object, embed, [onerror], [onload]').count()).toBe(0)
  const targets = await app.log
    .locator('[href], [src]')
    .evaluateAll((all) => all.map((element) => element.getAttribute('href') ?? element.getAttribute('src') ?? ''))
  expect(targets.filter((target) => !/^(https?:|mailto:|#|data:image\/)/.test(target))).toEqual([])
  expect(outside.visits).toEqual([])
  expect(app.page.context().pages()).toHaveLength(1)
  outside.close()
})

test('the token leaves the address, and a reload goes on with the session', async ({ start, host }) => {
  test.skip(host === 'electron', 'Electron has no address')
  const app = await start()
  expect(app.page.url()).not.toContain('token')
  await app.send('/agent new one')
  await expect(app.tab('one')).toBeVisible()
  await app.page.reload()
  await expect(app.tab('one')).toBeVisible()
  await app.send('/agent list')
  await expect(app.article('notice').last()).toContainText('• one')
  const token = new URLSearchParams(new URL(app.address() ?? '').hash.slice(1)).get('token') ?? ''
  const session = (await app.page.context().cookies())[0]?.value ?? ''
  expect([token.length, session.length].every((length) => length > 16)).toBe(true)
  const kept = await app.page.evaluate(() =>
    JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }, location.href, history.state]),
  )
  expect([token, session].filter((secret) => kept.includes(secret))).toEqual([])
})

test('the socket takes nobody without the session, and no page of a stranger', async ({ start, host }) => {
  test.skip(host === 'electron', 'Electron has no socket')
  const app = await start()
  const address = new URL(app.address() ?? '')
  const token = new URLSearchParams(address.hash.slice(1)).get('token')
  const [cookie] = await app.page.context().cookies()
  const session = `${cookie?.name}=${cookie?.value}`
  const socket = `ws://${address.host}/socket`
  const origin = address.origin

  expect(await refusal(socket, { origin, cookie: session })).toBe('open')
  expect(await refusal(socket, { origin })).toBe('401')
  expect(await refusal(socket, { origin, cookie: `${cookie?.name}=wrong` })).toBe('401')
  expect(await refusal(socket, { origin: 'https://evil.example', cookie: session })).toBe('403')
  expect(await refusal(socket, { cookie: session })).toBe('403')
  expect(await refusal(socket, { origin, cookie: session, host: 'evil.example' })).toBe('403')
  expect(await refusal(`${socket}?token=${token}`, { origin })).not.toBe('open')

  expect(await status(address, 'GET', '/', { host: 'evil.example' })).toBe(421)
  expect(await status(address, 'POST', '/session', { origin }, { token: 'wrong' })).toBe(401)
  expect(await status(address, 'POST', '/session', { origin: 'https://evil.example' }, { token })).toBe(403)
  expect(await status(address, 'POST', '/session', {}, { token })).toBe(403)
  expect(await status(address, 'GET', '/../../package.json', {})).toBe(404)
  expect(await status(address, 'GET', '/%2e%2e/%2e%2e/package.json', {})).toBe(404)
})

test('the key is in no file and never goes to the page', async ({ start, model }) => {
  const key = 'sk-canary-0123456789abcdef'
  const server = await model([{ text: 'Never said.' }])
  const app = await start({ serving: { ...server, key } })
  const frames: string[] = []
  app.page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => frames.push(String(payload))))
  await app.page.reload()
  await app.send('Hello?')
  await expect(app.alert).toContainText('refused the API key')
  expect(frames.join('\n')).not.toContain(key)
  const files = filesBelow(app.home)
  expect(files.length).toBeGreaterThan(0)
  expect(files.filter((path) => readFileSync(path).includes(key))).toEqual([])
})

test('a command of the model does not inherit the key', async ({ start, model }) => {
  const server = await model(({ messages }) => {
    if (messages.at(-1)?.role === 'tool') return { text: 'Looked.' }
    return { toolCalls: [{ name: 'run_command', arguments: { command: 'env > seen.txt' } }] }
  })
  const app = await start({ approval: 'full', serving: server, environment: { PROBE: 'probe-is-here' } })
  await app.send('What is in the environment?')
  await expect(app.article('assistant').last()).toContainText('Looked.')
  const seen = readFileSync(join(app.repository, 'seen.txt'), 'utf8')
  expect(seen).toContain('probe-is-here')
  expect(seen).not.toContain(server.key)
})

/** How a socket is refused: the status, or `open` where it was not. */
async function refusal(url: string, headers: Record<string, string>): Promise<string> {
  const socket = new WebSocket(url, { headers })
  const answered = Promise.withResolvers<string>()
  socket.on('open', () => answered.resolve('open'))
  socket.on('unexpected-response', (_, response) => answered.resolve(String(response.statusCode)))
  socket.on('error', (error) => answered.resolve(error.message))
  const answer = await answered.promise
  socket.terminate()
  return answer
}

function status(
  to: URL,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: unknown,
): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const asked = request({ host: to.hostname, port: to.port, method, path, headers }, (response) => {
    response.resume()
    resolve(response.statusCode ?? 0)
  })
  asked.on('error', reject)
  asked.end(body === undefined ? undefined : JSON.stringify(body))
  return promise
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
}
