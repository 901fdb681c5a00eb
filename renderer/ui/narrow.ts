import { useSyncExternalStore } from 'react'

/** Too narrow for the side bar to stand beside the conversation. */
export const narrow = window.matchMedia('(max-width: 999px)')

/** Too narrow for something on either side of the conversation. */
export const oneSided = window.matchMedia('(max-width: 1199px)')

/** Whether a query fits the window now. */
export function useMedia(query: MediaQueryList): boolean {
  return useSyncExternalStore(
    (changed) => {
      query.addEventListener('change', changed)
      return () => query.removeEventListener('change', changed)
    },
    () => query.matches,
  )
}
