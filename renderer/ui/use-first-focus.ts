import { type RefObject, useLayoutEffect } from 'react'

/** Gives the focus to what its place on the page was opened for, as soon as it is drawn. */
export function useFirstFocus(ref: RefObject<HTMLElement | null>, takes = true): void {
  useLayoutEffect(() => {
    if (takes) ref.current?.focus()
  }, [ref, takes])
}
