import { EventEmitter } from 'node:events'
import type { Session, WebContents } from 'electron'
import { expect, test } from 'vitest'
import { pageAddress } from '../../main/shell/app-page.ts'
import { guardPage, guardSession } from '../../main/shell/guard.ts'

type Opened = { action: string }

function fakeContents() {
  const events = new EventEmitter()
  let open: (details: { url: string }) => Opened = () => ({ action: 'allow' })
  const contents = Object.assign(events, {
    setWindowOpenHandler: (handler: typeof open) => {
      open = handler
    },
  })
  const outside: string[] = []
  // guardPage uses no more of a page than this
  guardPage(contents as unknown as WebContents, async (address) => void outside.push(address))
  const leaves = (event: string, url: string, isMainFrame = true) => {
    let prevented = false
    events.emit(event, { url, isMainFrame, preventDefault: () => (prevented = true) })
    return !prevented
  }
  return { leaves, open: (url: string) => open({ url }), outside }
}

test('a page goes nowhere', () => {
  const { leaves } = fakeContents()
  const addresses = [
    'https://example.org/',
    'file:///etc/passwd',
    'app://ikigai/assets/a.js',
    'javascript:0',
    'app://x/',
  ]
  const ways = ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview']
  expect(ways.flatMap((way) => addresses.filter((address) => leaves(way, address)))).toEqual([])
})

test('a page may load itself again, but not inside a frame', () => {
  const { leaves } = fakeContents()
  expect(leaves('will-navigate', pageAddress)).toBe(true)
  expect(leaves('will-navigate', `${pageAddress}#x`)).toBe(true)
  expect(leaves('will-frame-navigate', pageAddress, false)).toBe(false)
})

test('a link opens outside, and only if it is one that starts no program', () => {
  const { open, outside } = fakeContents()
  const links = ['https://example.org/', 'http://127.0.0.1:1/', 'mailto:a@example.org']
  const others = [
    'file:///etc/passwd',
    'javascript:alert(1)',
    'vscode://x',
    'smb://host/share',
    'app://ikigai/',
    'nonsense',
  ]
  for (const url of [...links, ...others]) expect(open(url)).toEqual({ action: 'deny' })
  expect(outside).toEqual(links)
})

test('a page may notify and copy, and nothing else; other origins may nothing', () => {
  type Ask = Parameters<Session['setPermissionRequestHandler']>[0]
  type Check = Parameters<Session['setPermissionCheckHandler']>[0]
  let ask: Ask = null
  let check: Check = null
  let device: Parameters<Session['setDevicePermissionHandler']>[0] = null
  guardSession({
    setPermissionRequestHandler: (handler) => {
      ask = handler
    },
    setPermissionCheckHandler: (handler) => {
      check = handler
    },
    setDevicePermissionHandler: (handler) => {
      device = handler
    },
  })
  const answers = (permission: string, url: string) => {
    let asked: boolean | undefined
    // Electron calls with more than the handlers read
    const call = ask as unknown as (c: null, p: string, a: (granted: boolean) => void, d: object) => void
    call(null, permission, (granted) => (asked = granted), { requestingUrl: url })
    const checked = (check as unknown as (c: null, p: string, origin: string) => boolean)(null, permission, url)
    return [asked, checked]
  }
  expect(answers('notifications', pageAddress)).toEqual([true, true])
  expect(answers('clipboard-sanitized-write', pageAddress)).toEqual([true, true])
  expect(answers('notifications', 'https://example.org/')).toEqual([false, false])
  for (const other of ['media', 'geolocation', 'clipboard-read', 'openExternal', 'fullscreen', 'hid', 'fileSystem'])
    expect(answers(other, pageAddress)).toEqual([false, false])
  expect((device as unknown as () => boolean)()).toBe(false)
})
