import type { WebSocket } from 'ws'

/** Ends sockets whose peer no longer answers: a laptop that slept, a tunnel that fell. Returns what stops it. */
export function keepHeartbeat(sockets: ReadonlySet<WebSocket>, everyMs = 20_000): () => void {
  const answered = new WeakSet<WebSocket>()
  const asked = new WeakSet<WebSocket>()
  const timer = setInterval(() => {
    for (const socket of sockets) {
      if (asked.has(socket) && !answered.has(socket)) {
        socket.terminate()
        continue
      }
      if (!asked.has(socket)) socket.on('pong', () => answered.add(socket))
      asked.add(socket)
      answered.delete(socket)
      socket.ping()
    }
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}
