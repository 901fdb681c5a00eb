import { type KeyboardEvent, useState } from 'react'

const page = 8

/** Walks a list from the field that keeps the focus: arrow keys, Home, End, Page Up and Page Down. `picks` hears Enter. */
export function useListWalk(length: number, picks: (index: number, held: boolean) => void) {
  const [at, setAt] = useState(0)
  const active = Math.min(at, length - 1)

  const steps: Record<string, () => number> = {
    ArrowDown: () => (active + 1) % length,
    ArrowUp: () => (active + length - 1) % length,
    Home: () => 0,
    End: () => length - 1,
    PageDown: () => Math.min(active + page, length - 1),
    PageUp: () => Math.max(active - page, 0),
  }

  const pressed = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = event.ctrlKey || event.metaKey || event.altKey ? undefined : steps[event.key]
    if (event.key !== 'Enter' && !step) return
    event.preventDefault()
    if (event.key === 'Enter' && length > 0) picks(active, event.ctrlKey || event.metaKey)
    if (step && length > 0) setAt(step())
  }

  return { active, setAt, pressed }
}
