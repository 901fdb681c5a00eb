/** How late a hidden page may be: it gets no animation frames, yet its title and notifications must follow. */
const hiddenMs = 100

/**
 * Runs `work` at most once a frame, however often it is asked for.
 *
 * `flush` runs it at once when it is due. A page that is hidden meanwhile is
 * served by a timer.
 */
export function perFrame(work: () => void): { ask: () => void; flush: () => void } {
  let frame: number | null = null
  let timer: number | null = null

  function run() {
    if (frame !== null) cancelAnimationFrame(frame)
    if (timer !== null) clearTimeout(timer)
    frame = null
    timer = null
    work()
  }

  return {
    ask() {
      if (timer !== null) return
      frame = requestAnimationFrame(run)
      timer = window.setTimeout(run, hiddenMs)
    },
    flush() {
      if (timer !== null) run()
    },
  }
}
