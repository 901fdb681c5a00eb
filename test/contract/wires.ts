import { join } from 'node:path'
import { createAccess } from '../../main/headless/access.ts'
import { serve } from '../../main/headless/serve.ts'
import type { Wire } from '../../preload/protocol/wire.ts'
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
