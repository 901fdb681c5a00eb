/**
 * Runs in the page: goes through the tree of marks from its end to its top, so
 * far a frame, and says how long each frame took to be drawn. Then does so for
 * as many frames in which nothing moves.
 */
export async function scrollTree(pixels: number): Promise<{ moving: number[]; still: number[] }> {
  const box = document.querySelector('[role="tree"][aria-label="Marks"]')?.parentElement
  if (!box) throw new Error('no tree of marks is shown')
  // a tree that has just come is not as high as it will be; one of a few marks stays so
  for (let waited = 0; box.scrollTop === 0 && waited < 60; waited += 1) {
    box.scrollTop = box.scrollHeight
    await frame(() => undefined)
  }
  const moving: number[] = []
  while (box.scrollTop > 0) {
    moving.push(
      await frame(() => {
        box.scrollTop -= pixels
      }),
    )
  }
  const still: number[] = []
  while (still.length < moving.length) still.push(await frame(() => undefined))
  return { moving, still }

  /** A message posted in a frame arrives when the frame has been drawn. */
  function frame(work: () => void): Promise<number> {
    return new Promise((resolve) => {
      requestAnimationFrame(() => {
        const began = performance.now()
        work()
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(performance.now() - began)
        port2.postMessage(null)
      })
    })
  }
}

/**
 * Runs in the page: presses an agent's tab. Says how long it takes until that
 * agent's tree of marks has been drawn, and the longest frame on the way.
 */
export function openTree(agent: string): Promise<{ whole: number; longest: number }> {
  const tab = document.querySelector<HTMLElement>(`[role="tab"][data-agent="${agent}"]`)
  if (!tab) throw new Error('there is no such tab')
  const began = performance.now()
  const frames: number[] = []
  let last = began
  tab.click()
  return new Promise((resolve) => {
    const look = () => {
      const now = performance.now()
      frames.push(now - last)
      last = now
      if (document.querySelector('[role="tree"][aria-label="Marks"] [role="treeitem"]') === null) {
        requestAnimationFrame(look)
        return
      }
      // once drawn, and once settled
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        const end = performance.now()
        resolve({ whole: end - began, longest: Math.max(...frames, end - last) })
      }
      requestAnimationFrame(() => port2.postMessage(null))
    }
    requestAnimationFrame(look)
  })
}
