import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { follows, grewBelow, type Standing } from './following.ts'

/** Null: at the end. `fresh`: something was added below since the reader went away from it. */
type Away = null | 'calm' | 'fresh'

/** A wheel scrolls for some frames after it was turned. */
const handMs = 250
const upKeys = new Set(['ArrowUp', 'PageUp', 'Home'])

/**
 * Keeps a scroller at its end while the reader is there, and leaves it alone otherwise.
 *
 * Whoever scrolls up, however little, is let go at once; whoever comes back
 * down near the end is taken along again.
 */
export function useStick(scroller: RefObject<HTMLElement | null>, atFirst: boolean) {
  const [away, setAway] = useState<Away>(atFirst ? null : 'calm')
  const stuck = useRef(atFirst)
  const last = useRef<Standing>({ top: 0, height: Number.POSITIVE_INFINITY, room: 0 })
  const upwardAt = useRef(Number.NEGATIVE_INFINITY)

  const toEnd = useCallback(() => {
    const box = scroller.current
    if (!box) return
    stuck.current = true
    setAway(null)
    box.scrollTop = box.scrollHeight
    last.current = standingOf(box)
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
    const [before, now] = [last.current, standingOf(box)]
    const upward = performance.now() - upwardAt.current < handMs
    stuck.current = follows(stuck.current, before, now, upward)
    last.current = now
    if (stuck.current) toEnd()
    else setAway((was) => (was === 'fresh' || grewBelow(before, now) ? 'fresh' : 'calm'))
  }, [scroller, toEnd])

  useEffect(() => {
    const box = scroller.current
    if (!box) return
    return onHand(box, (upward) => {
      upwardAt.current = upward ? performance.now() : Number.NEGATIVE_INFINITY
    })
  }, [scroller])

  return { away, stuck, toEnd, letGo, look }
}

const standingOf = ({ scrollTop, scrollHeight, clientHeight }: HTMLElement): Standing => ({
  top: scrollTop,
  height: scrollHeight,
  room: clientHeight,
})

/** Tells of the reader's hand on a box: whether it scrolls up. */
function onHand(box: HTMLElement, tell: (upward: boolean) => void): () => void {
  const ending = new AbortController()
  const quietly = { passive: true, signal: ending.signal }
  box.addEventListener('wheel', ({ deltaY }) => tell(deltaY < 0), quietly)
  box.addEventListener('keydown', ({ key, shiftKey }) => tell(upKeys.has(key) || (key === ' ' && shiftKey)), quietly)
  return () => ending.abort()
}
