import { type RefObject, useLayoutEffect } from 'react'

/** Gives the focus to what bears `data-home`: where it belongs when the place it had is gone. */
export function goHome(): void {
  document.querySelector<HTMLElement>('[data-home]')?.focus()
}

/** Whatever goes away with the focus inside sends it home: on the page's body no key would be heard. */
export function useHomeAfter(ref: RefObject<HTMLElement | null>): void {
  useLayoutEffect(
    () => () => {
      if (ref.current?.contains(document.activeElement)) goHome()
    },
    [ref],
  )
}
