import { useEffect, useId, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { dropToast, type Toast, toastStore } from '../state/toasts.ts'
import { Button } from '../ui/Button.tsx'
import { useHomeAfter } from '../ui/home.ts'
import { Icon } from '../ui/Icon.tsx'
import './toasts.css'

const briefMs = 5_000
/** Time enough to read it, think, and reach the button. */
const withActionMs = 14_000

/** What was done, at the top of the conversation and below every alert. It goes by itself, but not while somebody points at it. */
export function Toasts() {
  const toasts = useStore(toastStore)
  return (
    <div className="toasts" role="status" aria-label="Done">
      <ul>
        {toasts.map((toast) => (
          <One key={toast.id} toast={toast} />
        ))}
      </ul>
    </div>
  )
}

function One({ toast: { id, text, note, hue, drawing, action } }: { toast: Toast }) {
  const textId = useId()
  const line = useRef<HTMLLIElement>(null)
  useHomeAfter(line)
  const [held, setHeld] = useState(false)
  const lasts = action ? withActionMs : briefMs

  // biome-ignore lint/correctness/useExhaustiveDependencies: other words begin their time anew
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => dropToast(id), lasts)
    return () => clearTimeout(timer)
  }, [id, held, lasts, text])

  return (
    <li
      ref={line}
      className="toast"
      data-hue={hue}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {drawing === 'join' ? <Join /> : null}
      <div className="toast-text" id={textId}>
        <p>{text}</p>
        {note === undefined ? null : <p className="toast-note">{note}</p>}
      </div>
      {action ? (
        <Button
          aria-describedby={textId}
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
    </li>
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
