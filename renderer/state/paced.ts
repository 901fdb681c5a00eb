import { perFrame } from './per-frame.ts'

/**
 * Like `perFrame`, with a rest of at least `restMs` between two runs.
 *
 * For text that grows: thirty pictures a second read the same as sixty and
 * leave half of the page's time to whoever types. `flush` does not rest.
 */
export function paced(work: () => void, restMs: number): { ask: () => void; flush: () => void } {
  let last = Number.NEGATIVE_INFINITY
  let due = false
  const frame = perFrame(() => {
    if (!due) return
    if (performance.now() - last < restMs) frame.ask()
    else run()
  })

  function run() {
    due = false
    last = performance.now()
    work()
  }

  return {
    ask() {
      due = true
      frame.ask()
    },
    flush() {
      if (due) run()
    },
  }
}
