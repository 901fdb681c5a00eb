import { useLayoutEffect } from 'react'

/**
 * Takes the focus to where a tree stands, for as long as it lies over the page,
 * and gives it back then, unless it has gone elsewhere. `over`: the class of
 * what lies there; null: nothing does.
 */
export function useVisit(over: string | null): void {
  useLayoutEffect(() => {
    if (over === null) return
    const before = document.activeElement
    document.querySelector<HTMLElement>(`.${over} [role="treeitem"][tabindex="0"]`)?.focus()
    return () => {
      const at = document.activeElement
      const inside = at === document.body || at?.closest(`.${over}`) != null
      if (inside && before instanceof HTMLElement) before.focus()
    }
  }, [over])
}
