import type { Event } from '../../../preload/protocol/events.ts'
import { reduce } from '../../../preload/protocol/reduce.ts'
import type { State } from '../../../preload/protocol/state.ts'
import type { Chunk, Frame } from '../../../preload/protocol/wire.ts'
import { mergeChunk } from './chunks.ts'

/** How long chunks are gathered before they go out: one frame of a 60 Hz screen. */
const frameMs = 16
/** The same for a terminal: somebody waits for the echo of a key. */
const echoMs = 4

/** A page that listens: it gets every event, and the chunks of the conversation and the terminal it looks at. */
export type Listener = {
  /** The agent whose conversation is open; null: none yet. */
  viewing: string | null
  /** The terminal that is open; null: none. */
  terminal: string | null
  close(): void
}

/**
 * The numbered feed: one state, the events that made it, and who listens.
 *
 * The host's state is the page's state: the same reducer, the same events.
 */
export type Feed = {
  state(): State
  /** The number of the newest event. */
  n(): number
  emit(event: Event): void
  /** Sends a chunk to whoever looks at its agent or terminal. Chunks keep their place among events. */
  stream(chunk: Chunk): void
  /** Joins a page: a state frame at once, then everything. */
  join(send: (frame: Frame) => void): Listener
}

export function createFeed(initial: State): Feed {
  let state = initial
  let n = 0
  const listeners = new Map<Listener, (frame: Frame) => void>()
  let waiting: Chunk[] = []
  let timer: NodeJS.Timeout | null = null

  const flush = () => {
    if (timer) clearTimeout(timer)
    timer = null
    const chunks = waiting
    waiting = []
    for (const chunk of chunks) {
      for (const [listener, send] of listeners) {
        if (looksAt(listener, chunk)) send({ kind: 'chunk', chunk })
      }
    }
  }

  return {
    state: () => state,
    n: () => n,
    emit(event) {
      flush()
      state = reduce(state, event)
      n += 1
      for (const send of listeners.values()) send({ kind: 'event', n, event })
    },
    stream(chunk) {
      const seen = [...listeners.keys()].some((listener) => looksAt(listener, chunk))
      if (!seen) return
      waiting = mergeChunk(waiting, chunk)
      timer ??= setTimeout(flush, chunk.kind === 'terminal' ? echoMs : frameMs)
    },
    join(send) {
      const listener: Listener = { viewing: null, terminal: null, close: () => listeners.delete(listener) }
      listeners.set(listener, send)
      send({ kind: 'state', n, state })
      return listener
    },
  }
}

function looksAt({ viewing, terminal }: Listener, chunk: Chunk): boolean {
  return chunk.kind === 'terminal' ? terminal === chunk.id : viewing === chunk.agentId
}
