import type { WebSocket } from 'ws'
import { z } from 'zod'
import type { Frame } from '../../preload/protocol/wire.ts'
import type { Core } from '../core/core.ts'

/** Above this much unsent, chunks are dropped: the page asks for the text again. */
const slowBytes = 1_000_000
/** Above this much unsent, the page is let go: it reconnects and gets a fresh state. */
const lostBytes = 64_000_000

const id = z.union([z.number(), z.string().max(100)])
const message = z.object({ id, name: z.string().max(100), input: z.unknown() })

/** Close codes of RFC 6455 and the sentence that goes with each. */
const closing = {
  binary: [1003, 'Messages are JSON text.'],
  unreadable: [1007, 'A message is a JSON object with id, name and input.'],
  slow: [1013, 'Too far behind; connect again.'],
  ended: [1001, 'Ikigai has ended.'],
} as const

export type Page = {
  /** Answers that are still to be given. */
  settled(): Promise<void>
}

/** Joins a page to the core over its WebSocket, until either goes. */
export function serveSocket(core: Core, socket: WebSocket): Page {
  const pending = new Set<Promise<void>>()

  const send = (content: unknown) => {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > lostBytes) return letGo(socket)
    socket.send(JSON.stringify(content))
  }

  const connection = core.connect((frame: Frame) => {
    if (frame.kind === 'chunk' && socket.bufferedAmount > slowBytes) return
    send(frame)
  })

  socket.on('message', (bytes, isBinary) => {
    if (isBinary) return socket.close(...closing.binary)
    const read = message.safeParse(parse(String(bytes)))
    if (!read.success) return socket.close(...closing.unreadable)
    const { id, name, input } = read.data
    const answered = connection.call(name, input).then((result) => send({ id, result }))
    pending.add(answered)
    void answered.finally(() => pending.delete(answered))
  })
  socket.on('close', () => connection.close())
  // an oversized or broken frame: ws answers it with the close code that fits
  socket.on('error', () => undefined)

  return {
    async settled() {
      await Promise.allSettled(pending)
    },
  }
}

/** How long an ending host waits for answers still to be given, and for the page's own goodbye. */
const patienceMs = 2000

/** Gives the answers that are due, then says goodbye. Does not wait for ever. */
export async function farewell(socket: WebSocket, page: Page): Promise<void> {
  const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  const timer = setTimeout(() => socket.terminate(), patienceMs)
  void page.settled().then(() => socket.close(...closing.ended))
  await gone
  clearTimeout(timer)
}

/** A peer that does not read will not read a farewell either. */
function letGo(socket: WebSocket): void {
  socket.close(...closing.slow)
  socket.terminate()
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
