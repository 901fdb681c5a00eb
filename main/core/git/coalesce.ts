/** How a burst is gathered: delivered once it has been quiet for so long, or has lasted so long. Milliseconds. */
export type Pace = { quiet: number; longest: number; most: number }

export const pace: Pace = { quiet: 150, longest: 1000, most: 128 }

export type Coalescer = {
  add: (names: Iterable<string>) => void
  close: () => void
}

/**
 * Gathers names into few deliveries: the first at once, so that a single change
 * is seen without delay; what follows, when the burst is over. Each name comes
 * once, at most `most` of them; `more` says that there were others.
 *
 * No timer runs while nothing happens, and none keeps the process alive.
 */
export function coalescer(
  { quiet, longest, most }: Pace,
  deliver: (names: string[], more: boolean) => void,
): Coalescer {
  const waiting = new Set<string>()
  let more = false
  let timer: NodeJS.Timeout | null = null
  /** When the first of those that wait came; null: none waits. */
  let since: number | null = null
  let closed = false

  const flush = () => {
    const [names, others] = [[...waiting], more]
    waiting.clear()
    more = false
    since = null
    timer = setTimeout(settle, quiet).unref()
    deliver(names, others)
  }
  const settle = () => {
    timer = null
    if (since !== null) flush()
  }
  return {
    add(names) {
      if (closed) return
      for (const name of names) {
        if (waiting.size < most) waiting.add(name)
        else if (!waiting.has(name)) more = true
      }
      if (timer === null) return flush()
      since ??= performance.now()
      clearTimeout(timer)
      timer = setTimeout(settle, Math.max(0, Math.min(quiet, since + longest - performance.now()))).unref()
    },
    close() {
      closed = true
      if (timer) clearTimeout(timer)
      timer = null
      waiting.clear()
    },
  }
}
