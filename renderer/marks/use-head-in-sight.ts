import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { type Drawing, laneX, rowY } from './drawing.ts'
import { travelAlong } from './travel.ts'

const margin = 56
/** Farther than this nothing travels: it is there at once. */
const farthest = 900

/** Where each agent's tree was left; null: with the head in sight, where it is to be again. */
const left = new Map<string, number | null>()

/**
 * Keeps the place where the viewed agent stands in sight, for whoever has it in sight, and otherwise what they look at.
 *
 * A rewind brings it into sight in any case. It must be keyed by its agent.
 */
export function useHeadInSight(
  scroller: RefObject<HTMLElement | null>,
  agentId: string,
  drawing: Drawing,
  place: string | null,
) {
  const before = useRef<{ drawing: Drawing; place: string | null; top: number; seen: boolean } | null>(null)

  useLayoutEffect(() => {
    const box = scroller.current
    if (!box) return
    const was = before.current
    if (!was) {
      const kept = left.get(agentId) ?? null
      const head = headY(drawing, agentId)
      box.scrollTop = kept ?? (head === null ? 0 : head - box.clientHeight / 2)
    } else if (was.drawing !== drawing) {
      const back = was.place !== place && was.drawing.rows.some(({ key }) => key === place)
      scrollTo(box, was.top, was.seen || back ? intoSight(box, drawing, agentId) : anchored(was, drawing))
      if (back) followBack(box, agentId, was.drawing, drawing, place)
    }
    before.current = { drawing, place, top: box.scrollTop, seen: inSight(box, drawing, agentId) }
  }, [scroller, agentId, drawing, place])

  useEffect(() => {
    const box = scroller.current
    if (!box) return
    const look = () => {
      const now = before.current
      if (!now) return
      now.top = box.scrollTop
      now.seen = inSight(box, now.drawing, agentId)
      left.set(agentId, now.seen ? null : now.top)
    }
    const sized = new ResizeObserver(() => {
      const now = before.current
      if (now?.seen) box.scrollTop = intoSight(box, now.drawing, agentId)
    })
    sized.observe(box)
    box.addEventListener('scroll', look, { passive: true })
    return () => {
      sized.disconnect()
      box.removeEventListener('scroll', look)
    }
  }, [scroller, agentId])
}

function headY({ rows, tops }: Drawing, agentId: string): number | null {
  const index = rows.findIndex((row) => row.kind === 'head' && row.agentId === agentId)
  return index < 0 ? null : rowY({ tops }, index)
}

function inSight(box: HTMLElement, drawing: Drawing, agentId: string): boolean {
  const y = headY(drawing, agentId)
  return y === null || (y >= box.scrollTop && y <= box.scrollTop + box.clientHeight)
}

function intoSight(box: HTMLElement, drawing: Drawing, agentId: string): number {
  const y = headY(drawing, agentId)
  if (y === null) return box.scrollTop
  return Math.max(y + margin - box.clientHeight, Math.min(y - margin, box.scrollTop))
}

/** The row that was topmost stays where it was. */
function anchored({ drawing, top }: { drawing: Drawing; top: number }, now: Drawing): number {
  const first = drawing.tops.findIndex((edge) => edge >= top)
  const key = drawing.rows[first]?.key
  const index = now.rows.findIndex((row) => row.key === key)
  return index < 0 ? top : top + (now.tops[index] ?? 0) - (drawing.tops[first] ?? 0)
}

/** Shows the way back from where the agent was. */
function followBack(box: HTMLElement, agentId: string, before: Drawing, now: Drawing, place: string | null) {
  const from = headY(before, agentId)
  const index = now.rows.findIndex(({ key }) => key === place)
  const tree = box.firstElementChild
  if (from !== null && index >= 0 && tree) travelAlong(tree, laneX(now, 0), from, rowY(now, index))
}

/** Scrolls there. Rows do not slide over a distance that nobody could follow. */
function scrollTo(box: HTMLElement, from: number, to: number) {
  const still = Math.abs(to - from) > farthest
  if (still) box.dataset['still'] = ''
  box.scrollTop = to
  if (!still) return
  // The rows must be placed anew before they may slide again.
  box.getBoundingClientRect()
  requestAnimationFrame(() => delete box.dataset['still'])
}
