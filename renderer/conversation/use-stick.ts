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
 * down near the end is taken along again. While a button of the mouse is down
 * nothing moves, so that a press lands on what was pressed; whoever selected
 * something then stays with it.
 */
export function useStick(scroller: RefObject<HTMLElement | null>, atFirst: boolean) {
  const [away, setAway] = useState<Away>(atFirst ? null : 'calm')
  const stuck = useRef(atFirst)
  const last = useRef<Standing>({ top: 0, height: Number.POSITIVE_INFINITY, room: 0 })
  const upwardAt = useRef(Number.NEGATIVE_INFINITY)
  const pressed = useRef(false)

  const follow = useCallback(() => {
    const box = scroller.current
    if (!box) return
    stuck.current = true
    setAway(null)
    box.scrollTop = box.scrollHeight
    last.current = standingOf(box)
  }, [scroller])

  /** Whoever asks for the end has moved up before that and does so no more. */
  const toEnd = useCallback(() => {
    upwardAt.current = Number.NEGATIVE_INFINITY
    follow()
  }, [follow])

  /** To be called before the reader folds something out: the line that was pressed stays where it is. */
  const letGo = useCallback(() => {
    stuck.current = false
    last.current.height = Number.NaN
  }, [])

  /** To be called when the scroller moved, or when it or what it holds changed its height. */
  const look = useCallback(() => {
    const box = scroller.current
    if (!box || pressed.current) return
    const [before, now] = [last.current, standingOf(box)]
    const upward = performance.now() - upwardAt.current < handMs
    stuck.current = follows(stuck.current, before, now, upward)
    last.current = now
    if (stuck.current) follow()
    else setAway((was) => (was === 'fresh' || grewBelow(before, now) ? 'fresh' : 'calm'))
  }, [scroller, follow])

  useEffect(() => {
    const box = scroller.current
    if (!box) return
    return onHand(box, (upward) => {
      upwardAt.current = upward ? performance.now() : Number.NEGATIVE_INFINITY
    })
  }, [scroller])

  useEffect(() => {
    const box = scroller.current
    if (!box) return
    return onPress(box, (down) => {
      pressed.current = down
      if (down) return
      if (selectsIn(box)) stuck.current = false
      look()
    })
  }, [scroller, look])

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

/** Tells when the mouse is pressed on something in a box, and when what that did is done: after its click. */
function onPress(box: HTMLElement, tell: (down: boolean) => void): () => void {
  const ending = new AbortController()
  const onDown = ({ pointerType, target }: PointerEvent) => {
    // the box itself is pressed where its scroll bar is
    if (pointerType !== 'mouse' || target === box) return
    tell(true)
    const released = new AbortController()
    const signal = AbortSignal.any([ending.signal, released.signal])
    const onUp = () => {
      released.abort()
      requestAnimationFrame(() => tell(false))
    }
    for (const end of ['pointerup', 'pointercancel', 'blur']) window.addEventListener(end, onUp, { signal })
    // a scroll bar within and what is dragged away end without any of those
    window.addEventListener('pointermove', ({ buttons }) => buttons === 0 && onUp(), { signal })
  }
  box.addEventListener('pointerdown', onDown, { signal: ending.signal })
  return () => ending.abort()
}

function selectsIn(box: HTMLElement): boolean {
  const selection = document.getSelection()
  return selection !== null && !selection.isCollapsed && box.contains(selection.anchorNode)
}
