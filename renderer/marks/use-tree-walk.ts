import {
  type KeyboardEvent,
  type RefObject,
  type SyntheticEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { stepTo } from '../ui/tree-keys.ts'
import type { Row } from './rows.ts'
import { stopAt, stopsOf } from './stops.ts'

const page = 10

/** Walking a tree with the keyboard, of which only a part may be drawn: one stop for Tab, and the arrow keys from there. */
export function useTreeWalk(
  tree: RefObject<HTMLElement | null>,
  rows: readonly Row[],
  viewed: string,
  place: string | null,
) {
  const [left, setLeft] = useState<string | null>(null)
  const wanted = useRef(false)
  const stops = useMemo(() => stopsOf(rows, viewed), [rows, viewed])
  const stop = stopAt(rows, stops, left, place)

  useLayoutEffect(() => {
    if (!wanted.current) return
    wanted.current = false
    const row = elementAt(tree.current, stop)
    row?.focus({ preventScroll: true })
    row?.scrollIntoView({ block: 'nearest' })
  })

  return {
    /** The row that is always drawn, and that Tab stops at. */
    stop,

    /** Stops there, and takes the focus there once it is drawn. */
    goTo(index: number) {
      wanted.current = true
      setLeft(rows[index]?.key ?? null)
    },

    stopAt: (index: number) => setLeft(rows[index]?.key ?? null),

    /** The row that a key leads to from another; undefined: it is not for walking. */
    step({ key }: KeyboardEvent, from: number): number | undefined {
      const at = stops.findIndex(({ index }) => index === from)
      const turned = { PageDown: Math.min(at + page, stops.length - 1), PageUp: Math.max(at - page, 0) }[key]
      return stops[turned ?? stepTo(key, at, stops) ?? -1]?.index
    },
  }
}

/** Which row an event happened on. */
export function indexOf({ target }: SyntheticEvent): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null
  return row ? Number(row.dataset['index']) : null
}

/** The element of a row, where it is drawn. */
export function elementAt(tree: HTMLElement | null, index: number): HTMLElement | null {
  return tree?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? null
}
