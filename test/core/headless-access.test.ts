import { mkdirSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type Access, createAccess, isOurPage } from '../../main/headless/access.ts'
import { type Served, serve } from '../../main/headless/serve.ts'
import { raw } from '../helpers/raw-http.ts'
import { scriptedCore } from '../helpers/scripted-core.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

let folder: ReturnType<typeof temporaryFolder>
let access: Access
let served: Served
let host: string
let ours: Record<string, string>

beforeEach(async () => {
  folder = temporaryFolder()
  const page = join(folder.path, 'page')
  mkdirSync(join(page, 'assets'), { recursive: true })
  writeFileSync(join(page, 'index.html'), '<title>Ikigai</title>')
  writeFileSync(join(folder.path, 'outside.txt'), 'secret')
  access = createAccess()
  const result = await serve({ core: scriptedCore(), access, page, port: 0 })
  if (!result.ok) throw new Error(result.fault)
  served = result.value
  host = `127.0.0.1:${served.port}`
  ours = { host, origin: `http://${host}` }
})

afterEach(async () => {
  await served.close()
  folder.remove()
})

const post = (body: string, headers: Record<string, string> = {}) =>
  raw(served.port, { method: 'POST', path: '/session', headers: { ...ours, ...headers }, body })

const signIn = async () => {
  const answer = await post(JSON.stringify({ token: access.token }))
  return String(answer.headers['set-cookie']?.[0]).split(';')[0] ?? ''
}

/** How the host meets a socket: open, or the status it refuses with. */
const knock = (headers: Record<string, string>, path = '/socket') =>
  new Promise<number | 'open'>((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${served.port}${path}`, { headers })
    socket.once('open', () => {
      socket.terminate()
      resolve('open')
    })
    socket.once('unexpected-response', (request, response) => {
      request.destroy()
      resolve(response.statusCode ?? 0)
    })
    socket.once('error', reject)
  })

test('serves the page to anyone on this machine, under a policy that lets nothing else in', async () => {
  const { status, headers, body } = await raw(served.port, { headers: { host } })
  expect({ status, body }).toEqual({ status: 200, body: '<title>Ikigai</title>' })
  expect(headers['content-security-policy']).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
      `connect-src 'self' ws://127.0.0.1:${served.port} ws://localhost:${served.port}; worker-src 'self'; ` +
      "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  )
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  })
})

test.each(['/../outside.txt', '/%2e%2e/outside.txt', '/..%2foutside.txt', '/assets/../../outside.txt', '/%00', '/%'])(
  'serves nothing outside the page: %s',
  async (path) => {
    expect(await raw(served.port, { path, headers: { host } })).toMatchObject({ status: 404 })
  },
)

test('answers to its own names only, so that a rebound name gets nothing', async () => {
  const hosts = ['evil.example', `evil.example:${served.port}`, '127.0.0.1', `[::1]:${served.port}`]
  for (const other of hosts) expect((await raw(served.port, { headers: { host: other } })).status).toBe(421)
  expect((await raw(served.port, { headers: { host: `localhost:${served.port}` } })).status).toBe(200)
})

test('knows itself on the port that browsers do not name', () => {
  const request = (host: string) =>
    ({ socket: { localPort: 80 }, headers: { host, origin: `http://${host}` } }) as IncomingMessage // all that is read
  expect(['127.0.0.1', 'localhost', 'example.org', '127.0.0.1:81'].map((name) => isOurPage(request(name)))).toEqual([
    true,
    true,
    false,
    false,
  ])
})

test('the token buys a session cookie that scripts cannot read', async () => {
  const { status, headers } = await post(JSON.stringify({ token: access.token }))
  expect(status).toBe(204)
  expect(headers['set-cookie']).toEqual([
    expect.stringMatching(new RegExp(`^ikigai-${served.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`)),
  ])
  expect(headers['set-cookie']?.[0]).not.toContain(access.token)
})

test.each([
  ['a wrong token', 401, '{"token":"wrong"}'],
  ['no token', 400, '{}'],
  ['something that is not JSON', 400, 'token=x'],
  ['a body that is too long', 413, `{"token":"${'x'.repeat(5000)}"}`],
])('refuses a session for %s', async (_what, status, body) => {
  const answer = await post(body)
  expect(answer.status).toBe(status)
  expect(answer.headers['set-cookie']).toBeUndefined()
  expect(answer.body).toMatch(/^[A-Z].*\.\n$/)
})

test('refuses a session to a page of another origin, even with the token', async () => {
  const body = JSON.stringify({ token: access.token })
  for (const origin of ['http://evil.example', 'null', `https://${host}`, `http://localhost:${served.port}`])
    expect((await post(body, { origin })).status).toBe(403)
  const withoutOrigin = await raw(served.port, { method: 'POST', path: '/session', headers: { host }, body })
  expect(withoutOrigin.status).toBe(403)
})

test('joins a socket that has the session, again and again', async () => {
  const cookie = await signIn()
  expect(await knock({ ...ours, cookie })).toBe('open')
  expect(await knock({ ...ours, cookie: `other=1; ${cookie}` })).toBe('open')
})

test('refuses a socket without session, of another origin, under another name or at another path', async () => {
  const cookie = await signIn()
  expect({
    none: await knock(ours),
    token: await knock({ ...ours, cookie: `ikigai-${served.port}=${access.token}` }),
    otherPort: await knock({ ...ours, cookie: cookie.replace(`-${served.port}=`, '-1=') }),
    origin: await knock({ ...ours, cookie, origin: 'http://evil.example' }),
    noOrigin: await knock({ host, cookie }),
    host: await knock({ host: 'evil.example', origin: 'http://evil.example', cookie }),
    path: await knock({ ...ours, cookie }, '/other'),
  }).toEqual({ none: 401, token: 401, otherPort: 401, origin: 403, noOrigin: 403, host: 403, path: 404 })
})

test('takes no other method, and says so', async () => {
  expect(await raw(served.port, { method: 'PUT', headers: ours })).toMatchObject({ status: 405 })
})

test('a port that is taken is one sentence', async () => {
  const again = await serve({ core: scriptedCore(), access, page: folder.path, port: served.port })
  expect(again).toEqual({
    ok: false,
    fault: `Port ${served.port} is in use. Choose another with --port, or 0 for any free one.`,
  })
})
