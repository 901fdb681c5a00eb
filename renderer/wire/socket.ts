import type { Fault } from '../../preload/protocol/faults.ts'
import { fail, type Result } from '../../preload/protocol/result.ts'
import type { Frame, Wire } from '../../preload/protocol/wire.ts'
import { backOff } from './back-off.ts'
import { hostAnswers } from './session.ts'

type Answer = { id: number; result: Result<unknown, Fault> }
type Waiting = Map<number, (result: Result<unknown, Fault>) => void>

const lost = () => fail({ kind: 'connection-lost' as const })
/** A host that answers but refuses the socket this often has no session for this page. */
const refusals = 2

/**
 * The wire over a WebSocket to the host that served this page.
 *
 * It reconnects for as long as it is listened to, at once when the window
 * comes back or the network does. Calls while the link is down fail; they are
 * not kept, since nobody knows what the person would still want by then.
 */
export function socketWire(onRefused: () => void): Wire {
  const waiting: Waiting = new Map()
  let socket: WebSocket | null = null
  let calls = 0

  return {
    call(name, input) {
      const open = socket
      if (open?.readyState !== WebSocket.OPEN) return Promise.resolve(lost())
      const id = ++calls
      return new Promise((resolve) => {
        waiting.set(id, resolve)
        open.send(JSON.stringify({ id, name, input }))
      })
    },

    listen(onFrame, onLink) {
      let attempt = 0
      let refused = 0
      let timer: number | undefined
      let ended = false

      function connect() {
        clearTimeout(timer)
        if (ended || socket !== null) return
        const opening = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/socket`)
        let opened = false
        socket = opening
        opening.onopen = () => {
          opened = true
          attempt = 0
          refused = 0
          onLink?.(true)
        }
        // The host speaks the protocol that this page was built with: it served the page.
        opening.onmessage = ({ data }) => arrived(JSON.parse(data) as Answer | Frame, waiting, onFrame)
        opening.onclose = () => void closed(opened)
      }

      async function closed(opened: boolean) {
        socket = null
        for (const resolve of waiting.values()) resolve(lost())
        waiting.clear()
        if (ended) return
        onLink?.(false)
        timer = window.setTimeout(connect, backOff(attempt++))
        if (opened || !(await hostAnswers())) return
        if (++refused < refusals) return
        stop()
        onRefused()
      }

      const wake = () => {
        attempt = 0
        if (!ended) connect()
      }

      function stop() {
        ended = true
        clearTimeout(timer)
        window.removeEventListener('focus', wake)
        window.removeEventListener('online', wake)
        socket?.close()
      }

      window.addEventListener('focus', wake)
      window.addEventListener('online', wake)
      connect()
      return stop
    },
  }
}

function arrived(message: Answer | Frame, waiting: Waiting, onFrame: (frame: Frame) => void) {
  if ('kind' in message) return onFrame(message)
  waiting.get(message.id)?.(message.result)
  waiting.delete(message.id)
}
