import type { KeyboardEvent, PointerEvent } from 'react'
import type { PanelHeight } from './use-panel-height.ts'

const step = 24

/** The edge by which the panel is made higher: dragged, moved with the arrow keys, or double-clicked for the usual height. */
export function ResizeHandle({ height }: { height: PanelHeight }) {
  const pressed = (event: KeyboardEvent) => {
    const to = {
      ArrowUp: height.now + step,
      ArrowDown: height.now - step,
      Home: height.most,
      End: height.least,
    }[event.key]
    if (to === undefined) return
    event.preventDefault()
    height.set(to)
  }

  const grabbed = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    event.preventDefault()
    const handle = event.currentTarget
    const from = height.now + event.clientY
    const moved = ({ clientY }: globalThis.PointerEvent) => height.set(from - clientY)
    handle.setPointerCapture(event.pointerId)
    handle.addEventListener('pointermove', moved)
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', moved), {
      once: true,
    })
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that is moved has a value, which hr has not
    <div
      className="terminal-handle"
      role="separator"
      aria-orientation="horizontal"
      aria-label="Height of the terminal"
      aria-valuenow={height.now}
      aria-valuemin={height.least}
      aria-valuemax={height.most}
      tabIndex={0}
      onKeyDown={pressed}
      onPointerDown={grabbed}
      onDoubleClick={() => height.set(null)}
    />
  )
}
