import type { Timing } from './timing.ts'

/** Watches one stream for silence. */
export type Idle = {
  /** Aborted by the caller's own signal, and when the stream was silent for too long. */
  signal: AbortSignal
  /** Something came. */
  touch(): void
  /** Whether it was silence that aborted the signal. */
  expired(): boolean
  /** Ends the watching. */
  end(): void
}

/**
 * Watches for a silence of `idleMs`, counted from now and from every `touch`.
 *
 * One timer for the whole stream: it looks at the time of the last touch when
 * it fires and waits for the rest, instead of being set anew with every token.
 */
export function watchIdle(outer: AbortSignal, timing: Timing): Idle {
  const cut = new AbortController()
  const over = new AbortController()
  let last = timing.clock()

  const watch = async () => {
    while (!over.signal.aborted) {
      const rest = last + timing.idleMs - timing.clock()
      if (rest <= 0) return cut.abort()
      await timing.wait(rest, over.signal)
    }
  }
  void watch()

  return {
    signal: AbortSignal.any([outer, cut.signal]),
    touch() {
      last = timing.clock()
    },
    expired: () => cut.signal.aborted,
    end: () => over.abort(),
  }
}
