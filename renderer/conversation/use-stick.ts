import { type RefObject, useCallback, useRef, useState } from 'react'

const near = 24

/** Null: at the end. `fresh`: something was added below since the reader went away from it. */
type Away = null | 'calm' | 'fresh'

/**
 * Keeps a scroller at its end while the reader is there, and leaves it alone otherwise.
 *
 * Whoever scrolls up, however little, is let go at once; whoever comes back
 * down near the end is taken along again.
 */
export function useStick(scroller: RefObject<HTMLElement | null>, atFirst: boolean) {
  const [away, setAway] = useState<Away>(atFirst ? null : 'calm')
  const stuck = useRef(atFirst)
  /** When last looked at: where the scroller was, how high its content, and how high itself. */
  const last = useRef({ top: 0, height: Number.POSITIVE_INFINITY, room: 0 })

  const toEnd = useCallback(() => {
    const box = scroller.current
    if (!box) return
    stuck.current = true
    setAway(null)
    box.scrollTop = box.scrollHeight
    last.current = { top: box.scrollTop, height: box.scrollHeight, room: box.clientHeight }
  }, [scroller])

  /** To be called before the reader folds something out: the line that was pressed stays where it is. */
  const letGo = useCallback(() => {
    stuck.current = false
    last.current.height = Number.NaN
  }, [])

  /** To be called when the scroller moved, or when it or what it holds changed its height. */
  const look = useCallback(() => {
    const box = scroller.current
    if (!box) return
    const { top, height, room } = last.current
    const left = box.scrollHeight - box.scrollTop - box.clientHeight
    const down = box.scrollTop > top
    const grew = box.scrollTop === top && left > height - top - room + 2
    // What is drawn on the way down may grow the content: whoever reached the end that was there reached the end.
    const reached = Math.abs(height - box.scrollTop - box.clientHeight) <= 2
    if (left <= 2 || (down && (left <= near || reached))) stuck.current = true
    // A scroller that was higher for a moment was moved by that, and not by the reader.
    else if (box.scrollTop < top && box.clientHeight === room) stuck.current = false
    last.current = { top: box.scrollTop, height: box.scrollHeight, room: box.clientHeight }
    if (stuck.current) toEnd()
    else setAway((was) => (was === 'fresh' || grew ? 'fresh' : 'calm'))
  }, [scroller, toEnd])

  return { away, stuck, toEnd, letGo, look }
}
