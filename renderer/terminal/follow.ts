import type { Client, Input } from '../../preload/protocol/contract.ts'
import type { Event } from '../../preload/protocol/events.ts'
import type { Fault } from '../../preload/protocol/faults.ts'
import type { Chunk } from '../../preload/protocol/wire.ts'
import type { Screen } from './screen.ts'

export type Target = Pick<Input<'terminal.open'>, 'agentId' | 'kind'>

/** The host, as far as a terminal needs it. */
export type Host = {
  call: Client
  onChunk: (fn: (chunk: Chunk) => void) => () => void
  onEvent: (fn: (n: number, event: Event) => void) => () => void
  onJump: (fn: () => void) => () => void
}

export type Followed = {
  write(text: string): void
  resize(size: { columns: number; rows: number }): void
  /** Opens it again after a fault; a shell that has ended is started again. */
  again(): void
  stop(): void
}

/** Text that waits to be drawn, in UTF-16 units; beyond it the page skips to the newest. */
const mostWaiting = 256 * 1024
const longestWrite = 50_000

/** The page looks at one terminal at a time: the host is told so in the order in which it happens. */
let told: Promise<unknown> = Promise.resolve()
function inOrder<T>(work: () => Promise<T>): Promise<T> {
  const next = told.then(work)
  told = next
  return next
}

/**
 * Shows on a screen what a terminal prints, until it is stopped.
 *
 * What it printed before comes with the answer, what comes after as chunks. A
 * hole among them, or more than the screen can draw, and it is opened again.
 */
export function follow(
  host: Host,
  screen: Pick<Screen, 'write' | 'begin' | 'size'>,
  target: Target,
  onFault: (fault: Fault | null) => void,
): Followed {
  let id: string | null = null
  let end = 0
  let opening = 0
  let early: Chunk[] = []
  let waiting = 0
  let behind = false
  let stopped = false

  async function open(fresh: boolean) {
    opening += 1
    const answer = await inOrder(async () =>
      stopped ? null : host.call('terminal.open', { ...target, ...screen.size(), fresh }),
    )
    opening -= 1
    if (stopped || !answer || opening > 0) return
    const came = early
    early = []
    onFault(answer.ok ? null : answer.fault)
    if (!answer.ok) return
    id = answer.value.id
    end = answer.value.at
    behind = false
    screen.begin(answer.value.history)
    for (const chunk of came) take(chunk)
  }

  function take(chunk: Chunk) {
    if (chunk.kind !== 'terminal' || behind) return
    if (opening > 0) early.push(chunk)
    else if (chunk.id === id) draw(chunk.at, chunk.text)
  }

  function draw(at: number, text: string) {
    if (at > end) return void open(false)
    const fresh = text.slice(end - at)
    if (fresh === '') return
    end += fresh.length
    behind = waiting > mostWaiting
    if (behind) return
    waiting += fresh.length
    screen.write(fresh, () => {
      waiting -= fresh.length
      if (behind && waiting === 0 && !stopped) void open(false)
    })
  }

  const ignore = [
    host.onChunk(take),
    host.onJump(() => void open(false)),
    host.onEvent((_n, event) => {
      if (event.type === 'terminal-rested' && event.id === id && opening === 0 && !behind && event.at > end)
        void open(false)
      if (event.type === 'terminal-started' && event.terminal.agentId === target.agentId && target.kind === 'shell')
        if (event.terminal.id !== id && opening === 0) void open(false)
    }),
  ]
  void open(false)

  return {
    write(text) {
      if (id === null) return
      for (let at = 0; at < text.length; at += longestWrite)
        void host.call('terminal.write', { id, text: text.slice(at, at + longestWrite) })
    },
    resize(size) {
      if (id !== null && target.kind === 'shell') void host.call('terminal.resize', { id, ...size })
    },
    again: () => void open(true),
    stop() {
      stopped = true
      for (const end of ignore) end()
      void inOrder(() => host.call('terminal.leave', {}))
    },
  }
}
