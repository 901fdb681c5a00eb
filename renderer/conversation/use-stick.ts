import { type RefObject, useCallback, useRef, useState } from 'react'

const near = 24

/**
 * Keeps a scroller at its end while the reader is there, and leaves it alone otherwise.
 *
 * Whoever scrolls up, however little, is let go at once; whoever comes back
 * down near the end is taken along again.
 */
export function useStick(scroller: RefObject<HTMLElement | null>, atFirst: boolean) {
  const [away, setAway] = useState(!atFirst)
  const stuck = useRef(atFirst)
  const last = useRef(0)

  const set = useCallback((now: boolean) => {
    stuck.current = now
    setAway(!now)
  }, [])

  const toEnd = useCallback(() => {
    const box = scroller.current
    if (!box) return
    set(true)
    box.scrollTop = box.scrollHeight
    last.current = box.scrollTop
  }, [scroller, set])

  /** To be called when the scroller moved. */
  const moved = useCallback(() => {
    const box = scroller.current
    if (!box) return
    const left = box.scrollHeight - box.scrollTop - box.clientHeight
    if (left <= 2 || (box.scrollTop > last.current && left <= near)) set(true)
    else if (box.scrollTop < last.current) set(false)
    last.current = box.scrollTop
  }, [scroller, set])

  /** To be called when what it holds, or the scroller itself, changed its height. */
  const grew = useCallback(() => {
    const box = scroller.current
    if (!box) return
    if (stuck.current) toEnd()
    else setAway(box.scrollHeight - box.scrollTop - box.clientHeight > 2)
  }, [scroller, toEnd])

  return { away, stuck, toEnd, moved, grew }
}
