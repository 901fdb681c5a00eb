import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron'
import { fail } from '../../preload/protocol/result.ts'
import type { Connection, Core } from '../core/core.ts'
import { isOurAddress } from './app-page.ts'

/**
 * Joins pages to their cores over IPC, as preload/index.ts speaks it.
 *
 * A page that loads again listens again: its old connection ends with it.
 * Returns what ends the connection of a page that is gone.
 */
export function serveIpc(
  ipc: Pick<IpcMain, 'handle' | 'on'>,
  coreOf: (contents: WebContents) => Core | null,
): (contents: WebContents) => void {
  const connections = new Map<WebContents, Connection>()
  const end = (contents: WebContents) => {
    connections.get(contents)?.close()
    connections.delete(contents)
  }

  ipc.on('listen', (event) => {
    const contents = event.sender
    const core = isOurPage(event) ? coreOf(contents) : null
    if (core === null) return
    end(contents)
    const connection = core.connect((frame) => {
      if (!contents.isDestroyed()) contents.send('frame', frame)
    })
    connections.set(contents, connection)
  })

  ipc.handle('call', (event, name: unknown, input: unknown) => {
    if (!isOurPage(event) || typeof name !== 'string')
      return fail({ kind: 'bad-input', what: "calls come from the app's own page" })
    return connections.get(event.sender)?.call(name, input) ?? fail({ kind: 'connection-lost' })
  })

  return end
}

/** Whether a message comes from our page itself, and not from a frame inside it or from another address. */
export function isOurPage(event: Pick<IpcMainEvent | IpcMainInvokeEvent, 'sender' | 'senderFrame'>): boolean {
  const frame = event.senderFrame
  return frame !== null && frame === event.sender.mainFrame && isOurAddress(frame.url)
}
