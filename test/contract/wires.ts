import { join } from 'node:path'
import { createAccess } from '../../main/headless/access.ts'
import { serve } from '../../main/headless/serve.ts'
import { pageAddress } from '../../main/shell/app-page.ts'
import { serveIpc } from '../../main/shell/ipc.ts'
import type { Frame, Wire } from '../../preload/protocol/wire.ts'
import type { OpenedCore } from '../helpers/open-core.ts'
import { socketPage } from '../helpers/socket-page.ts'

/** A way from pages to one core. */
export type Wires = { wire(): Promise<Wire>; close(): Promise<void> }

/** Pages in the core's own process. */
export async function memoryWires({ core }: OpenedCore): Promise<Wires> {
  return {
    async wire() {
      let connection: ReturnType<typeof core.connect> | null = null
      return {
        call: (name, input) => {
          if (!connection) throw new Error('a page listens before it calls')
          return connection.call(name, input)
        },
        listen(onFrame) {
          const joined = core.connect(onFrame)
          connection = joined
          return joined.close
        },
      }
    },
    close: async () => undefined,
  }
}

/** Pages over the browser host's socket, with the session that its token buys. */
export async function socketWires({ core }: OpenedCore): Promise<Wires> {
  const access = createAccess()
  const served = await serve({ core, access, page: join(import.meta.dirname, 'page'), port: 0 })
  if (!served.ok) throw new Error(served.fault)
  const { url, close } = served.value
  return { wire: () => socketPage(`${url}#token=${access.token}`), close }
}

/** Pages of Electron windows: the shell's own side of the IPC, between two ends that copy as Electron's do. */
export async function ipcWires({ core }: OpenedCore): Promise<Wires> {
  type Handler = (event: unknown, ...args: unknown[]) => unknown
  const handlers = new Map<string, Handler>()
  const keep = (name: string, handler: Handler) => handlers.set(name, handler)
  // the two functions of Electron's IPC that the shell uses
  const ipc = { handle: keep, on: keep } as unknown as Parameters<typeof serveIpc>[0]
  const end = serveIpc(ipc, () => core)
  return {
    async wire() {
      let receive = (_: Frame): unknown => undefined
      const mainFrame = { url: pageAddress }
      const sender = {
        mainFrame,
        isDestroyed: () => false,
        send: (_: string, frame: Frame) => receive(structuredClone(frame)),
      }
      const event = { sender, senderFrame: mainFrame }
      return {
        async call(name, input) {
          const answer = await handlers.get('call')?.(event, name, structuredClone(input))
          return structuredClone(answer) as Awaited<ReturnType<Wire['call']>>
        },
        listen(onFrame) {
          receive = onFrame
          handlers.get('listen')?.(event)
          // a window that closes ends its connection
          return () => end(sender as unknown as Parameters<typeof end>[0])
        },
      }
    },
    close: async () => undefined,
  }
}
