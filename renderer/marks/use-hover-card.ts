import { useEffect, useRef, useState } from 'react'

/** A card about something in a list. `pinned`: it was asked for and has the focus; else it only follows the pointer. */
export type Card = { id: string; pinned: boolean }

const openMs = 180
const closeMs = 240

/**
 * Which card is open: the one that is pointed at, after a moment, and gone a moment after; or one that is pinned.
 *
 * The pointer may travel from what the card is about to the card itself.
 */
export function useHoverCard() {
  const [card, setCard] = useState<Card | null>(null)
  const timer = useRef<number | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  function soon(ms: number, work: (now: Card | null) => Card | null) {
    clearTimeout(timer.current)
    timer.current = window.setTimeout(() => setCard(work), ms)
  }

  return {
    card,
    pointAt(id: string) {
      soon(card ? 60 : openMs, (now) => (now?.pinned ? now : { id, pinned: false }))
    },
    /** The pointer is on the card. */
    hold: () => clearTimeout(timer.current),
    leave() {
      soon(closeMs, (now) => (now?.pinned ? now : null))
    },
    pin(id: string) {
      clearTimeout(timer.current)
      setCard({ id, pinned: true })
    },
    close() {
      clearTimeout(timer.current)
      setCard(null)
    },
  }
}
