import type { RefObject } from 'react'

/** In so many frames all that is drawn around a place has its height. */
const frames = 10

/**
 * Scrolls a box to a place, again as what is drawn there gets its height, and
 * no more once the end is followed. A list's own `scrollTo` and `scrollToIndex`
 * go on while anything changes its height, and draw back whoever went on.
 */
export function holdAt(place: () => number, box: HTMLElement, stuck: RefObject<boolean>): void {
  const step = (left: number) => {
    if (stuck.current || left === 0) return
    box.scrollTop = place()
    requestAnimationFrame(() => step(left - 1))
  }
  step(frames)
}
