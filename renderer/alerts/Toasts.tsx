import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { dropToast, type Toast, toastStore } from '../state/toasts.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import './toasts.css'

const briefMs = 5_000
/** Time enough to read it, think, and reach the button. */
const withActionMs = 14_000

/** What was done, below the tabs. It goes by itself, but not while somebody points at it. */
export function Toasts() {
  const toasts = useStore(toastStore)
  return (
    <div className="toasts" role="status" aria-label="Done">
      {toasts.map((toast) => (
        <One key={toast.id} toast={toast} />
      ))}
    </div>
  )
}

function One({ toast: { id, text, hue, drawing, action } }: { toast: Toast }) {
  const [held, setHeld] = useState(false)
  const lasts = action ? withActionMs : briefMs

  // biome-ignore lint/correctness/useExhaustiveDependencies: other words begin their time anew
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => dropToast(id), lasts)
    return () => clearTimeout(timer)
  }, [id, held, lasts, text])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only waits while its buttons are pointed at or focused
    <div
      className="toast"
      data-hue={hue}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {drawing === 'join' ? <Join /> : null}
      <p>{text}</p>
      {action ? (
        <Button
          onClick={() => {
            dropToast(id)
            action.run()
          }}
        >
          {action.label}
        </Button>
      ) : null}
      <Button tone="icon" aria-label="Dismiss" title="Dismiss" onClick={() => dropToast(id)}>
        <Icon name="cross" />
      </Button>
    </div>
  )
}

/** A line that runs into another. */
function Join() {
  return (
    <svg className="toast-join" width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
      <path className="toast-join-into" d="M7 2v18" pathLength="1" />
      <path className="toast-join-from" d="M16 2v5c0 5-9 3-9 9" pathLength="1" />
      <circle cx="7" cy="16" r="2.5" />
    </svg>
  )
}
