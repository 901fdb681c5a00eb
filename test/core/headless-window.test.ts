import { chmodSync, existsSync, readdirSync, readFileSync, statSync, utimesSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findBrowser, hasDisplay, windowArguments } from '../../main/headless/app-window.ts'
import { clearRedirects, openWindow, writeRedirect } from '../../main/headless/open-browser.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

let folder: ReturnType<typeof temporaryFolder>
const address = 'http://127.0.0.1:4321/#token=the-token'

beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())

/** A browser that only writes down how it was called. */
function recordingBrowser(): { program: string; called: () => Promise<string[]> } {
  const program = join(folder.path, 'browser')
  const record = join(folder.path, 'record')
  writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" > "${record}.part" && mv "${record}.part" "${record}"\n`)
  chmodSync(program, 0o755)
  const called = async () => {
    const there = Promise.withResolvers<void>()
    const check = () => existsSync(record) && there.resolve()
    const watching = watch(folder.path, check)
    check()
    await there.promise
    watching.close()
    return readFileSync(record, 'utf8').trim().split('\n')
  }
  return { program, called }
}

test('the window is given an owner-only file and never the token, and the file goes once it was used', async () => {
  const { program, called } = recordingBrowser()
  const used = Promise.withResolvers<void>()
  const opened = await openWindow({ browser: program, home: folder.path, address, root: false, used: used.promise })

  const args = await called()
  expect(args.join(' ')).not.toContain('the-token')
  expect(args).not.toContain('--no-sandbox')
  expect(args).toContain(`--user-data-dir=${join(folder.path, 'window')}`)
  const redirect = fileURLToPath(args[0]?.replace('--app=', '') ?? '')
  expect(statSync(redirect).mode & 0o777).toBe(0o600)
  expect(statSync(join(folder.path, 'open')).mode & 0o777).toBe(0o700)
  expect(readFileSync(redirect, 'utf8')).toContain(`content="0;url=${address}"`)

  used.resolve()
  await opened.cleared
  expect(existsSync(redirect)).toBe(false)
})

test('the file goes as well when the browser cannot be started, or nothing comes of it', async () => {
  const never = new Promise<void>(() => undefined)
  const missing = join(folder.path, 'missing')
  const failed = await openWindow({ browser: missing, home: folder.path, address, root: false, used: never })
  await failed.cleared
  const { program } = recordingBrowser()
  const at = { browser: program, home: folder.path, address, root: false, used: never, patienceMs: 1 }
  await (await openWindow(at)).cleared
  expect(readdirSync(join(folder.path, 'open'))).toEqual([])
})

test('redirects that a killed start left behind are taken away, a fresh one is not', async () => {
  const old = await writeRedirect(folder.path, address)
  const fresh = await writeRedirect(folder.path, address)
  utimesSync(old, 1000, 1000)
  await clearRedirects(folder.path, Date.now())
  expect([existsSync(old), existsSync(fresh)]).toEqual([false, true])
  await clearRedirects(join(folder.path, 'nowhere'), Date.now())
})

test('only root gives up the sandbox', () => {
  const at = { redirect: 'file:///r.html', profile: '/p' }
  expect(windowArguments({ ...at, root: true })).toContain('--no-sandbox')
  expect(windowArguments({ ...at, root: false })).not.toContain('--no-sandbox')
})

test('finds a browser on the path, or where the system keeps programs', () => {
  const find = (platform: NodeJS.Platform, environment: Record<string, string>, there: string) =>
    findBrowser({ platform, environment }, (path) => path === there)
  expect(find('linux', { PATH: '/a:/b' }, '/b/chromium')).toBe('/b/chromium')
  expect(find('linux', { PATH: '/a' }, '/b/chromium')).toBeNull()
  const chrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  expect(find('darwin', { PATH: '/a' }, chrome)).toBe(chrome)
  const edge = 'C:\\Programs\\Microsoft\\Edge\\Application\\msedge.exe'
  expect(find('win32', { 'PROGRAMFILES(X86)': 'C:\\Programs' }, edge)).toBe(edge)
})

test('a Linux machine has a display only when one is named', () => {
  expect(hasDisplay({ platform: 'linux', environment: {} })).toBe(false)
  expect(hasDisplay({ platform: 'linux', environment: { WAYLAND_DISPLAY: 'wayland-0' } })).toBe(true)
  expect(hasDisplay({ platform: 'darwin', environment: {} })).toBe(true)
})
