import { WebSocket } from 'ws'
import type { Fault } from '../../preload/protocol/faults.ts'
import type { Result } from '../../preload/protocol/result.ts'
import type { Frame, Wire } from '../../preload/protocol/wire.ts'

/** Joins a browser host as its page does, without a browser: `address` is the one with the token. */
export async function socketPage(address: string): Promise<Wire> {
  const { origin, host, hash } = new URL(address)
  const token = new URLSearchParams(hash.slice(1)).get('token')
  const session = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })
  if (!session.ok) throw new Error(`no session: ${await session.text()}`)
  const cookie = session.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return overSocket(new WebSocket(`ws://${host}/socket`, { headers: { origin, cookie } }))
}

async function overSocket(socket: WebSocket): Promise<Wire> {
  const early: Frame[] = []
  let onFrame = (frame: Frame): unknown => early.push(frame)
  const answers = new Map<number, (result: Result<unknown, Fault>) => void>()
  let calls = 0
  socket.on('message', (bytes) => {
    // the host's own words: whether their form is right is what the tests look at
    const message = JSON.parse(String(bytes)) as Frame | { id: number; result: Result<unknown, Fault> }
    if ('kind' in message) onFrame(message)
    else answers.get(message.id)?.(message.result)
  })
  socket.on('close', () => {
    for (const resolve of answers.values()) resolve({ ok: false, fault: { kind: 'connection-lost' } })
  })
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return {
    call: (name, input) =>
      new Promise((resolve) => {
        answers.set(++calls, resolve)
        socket.send(JSON.stringify({ id: calls, name, input }))
      }),
    listen(receive) {
      onFrame = receive
      for (const frame of early.splice(0)) receive(frame)
      return () => socket.close()
    },
  }
}
