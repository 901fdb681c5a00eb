import type { IpcMain, IpcMainEvent, WebContents } from 'electron'
import { expect, test } from 'vitest'
import { pageAddress } from '../../main/shell/app-page.ts'
import { isOurPage, serveIpc } from '../../main/shell/ipc.ts'
import { ok } from '../../preload/protocol/result.ts'
import type { Frame } from '../../preload/protocol/wire.ts'
import { scriptedCore } from '../helpers/scripted-core.ts'

type Handler = (event: unknown, ...args: unknown[]) => unknown

function fakePage(url = pageAddress) {
  const mainFrame = { url }
  const got: Frame[] = []
  const sender = { mainFrame, isDestroyed: () => false, send: (_channel: string, frame: Frame) => got.push(frame) }
  return { sender, got, event: { sender, senderFrame: mainFrame as { url: string } | null } }
}

function setUp(core = scriptedCore()) {
  const handlers = new Map<string, Handler>()
  const ipc = {
    handle: (name: string, handler: Handler) => handlers.set(name, handler),
    on: (name: string, handler: Handler) => handlers.set(name, handler),
  }
  // serveIpc uses no more of Electron than this
  const end = serveIpc(ipc as unknown as IpcMain, () => core)
  const run = (name: string, ...args: unknown[]) => handlers.get(name)?.(...(args as [unknown]))
  return { core, run, end: (sender: unknown) => end(sender as WebContents) }
}

test('a page that listens gets the state, events, and answers to its calls', async () => {
  const { core, run } = setUp()
  const page = fakePage()
  run('listen', page.event)
  const event: Frame = { kind: 'event', n: 1, event: { type: 'alert-dismissed', id: 'x' } }
  core.emit(event)
  expect(page.got).toMatchObject([{ kind: 'state', n: 0 }, event])
  expect(await run('call', page.event, 'run.stop', { agentId: 'a' })).toEqual(
    ok({ name: 'run.stop', input: { agentId: 'a' } }),
  )
})

test('a page that loads again leaves one connection, a page that is gone none', () => {
  const { core, run, end } = setUp()
  const page = fakePage()
  run('listen', page.event)
  run('listen', page.event)
  expect(core.joined()).toBe(1)
  end(page.sender)
  expect(core.joined()).toBe(0)
})

test('messages of frames, of other addresses and of pages that are gone are refused', async () => {
  const { core, run } = setUp()
  const page = fakePage()
  const stranger = fakePage('https://example.org/')
  const refused = [
    stranger.event,
    { sender: page.sender, senderFrame: { url: pageAddress } },
    { sender: page.sender, senderFrame: null },
  ]
  for (const event of refused) {
    run('listen', event)
    expect(await run('call', event, 'run.stop', {})).toMatchObject({ ok: false, fault: { kind: 'bad-input' } })
    expect(isOurPage(event as unknown as IpcMainEvent)).toBe(false)
  }
  expect(core.joined()).toBe(0)
})

test('a call needs a name, and a page that listens', async () => {
  const { run } = setUp()
  const { event } = fakePage()
  expect(await run('call', event, { evil: true }, {})).toMatchObject({ ok: false, fault: { kind: 'bad-input' } })
  expect(await run('call', event, 'run.stop', {})).toEqual({ ok: false, fault: { kind: 'connection-lost' } })
})
