/**
 * Runs in the page: for a while, looks after each frame for the newest time
 * stamp in the conversation, and how long each key took to its paint.
 *
 * Model, host and page are on one machine, so their clocks are one.
 */
export async function watchStamps(forMs: number): Promise<{ tokens: number[]; keys: number[] }> {
  const tokens: number[] = []
  const keys: number[] = []
  const ended = performance.now() + forMs
  let newest = 0

  const onKey = ({ timeStamp }: KeyboardEvent) =>
    afterPaint(() => {
      keys.push(performance.now() - timeStamp)
    })
  document.addEventListener('keydown', onKey, true)
  await new Promise<void>((done) => {
    const look = () => {
      const text = document.querySelector('[role="log"]')?.textContent ?? ''
      const stamp = Number(/t(\d{13})(?!.*t\d{13})/s.exec(text.slice(-400))?.[1] ?? 0)
      if (stamp > newest) {
        newest = stamp
        afterPaint(() => {
          tokens.push(Date.now() - stamp)
        })
      }
      if (performance.now() < ended) requestAnimationFrame(look)
      else done()
    }
    requestAnimationFrame(look)
  })
  document.removeEventListener('keydown', onKey, true)
  return { tokens, keys }

  /** A message posted in a frame arrives when the frame has been drawn. */
  function afterPaint(work: () => void): void {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = work
      port2.postMessage(null)
    })
  }
}
