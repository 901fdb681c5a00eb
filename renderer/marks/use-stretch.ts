import { type RefObject, useLayoutEffect, useMemo, useState } from 'react'
import { type Drawing, type Stretch, stretchAt } from './drawing.ts'

const grain = 120

/** The rows to be drawn for where a scroller is. It changes in steps, so that scrolling a little costs nothing. */
export function useStretch(scroller: RefObject<HTMLElement | null>, drawing: Drawing): Stretch {
  const [seen, setSeen] = useState({ top: 0, height: 1200 })

  useLayoutEffect(() => {
    const box = scroller.current
    if (!box) return
    const look = () => {
      const top = Math.floor(box.scrollTop / grain) * grain
      const height = Math.ceil(box.clientHeight / grain) * grain + grain
      setSeen((was) => (was.top === top && was.height === height ? was : { top, height }))
    }
    look()
    const sized = new ResizeObserver(look)
    sized.observe(box)
    box.addEventListener('scroll', look, { passive: true })
    return () => {
      sized.disconnect()
      box.removeEventListener('scroll', look)
    }
  }, [scroller])

  return useMemo(() => stretchAt(drawing, seen.top, seen.height), [drawing, seen])
}
