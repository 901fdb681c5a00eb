import { type MouseEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import './dialog.css'

type Props = {
  /** What it is called, for everybody. */
  title: string
  /** `high`: near the top, for lists that are typed into. */
  place?: 'middle' | 'high'
  /** Without a heading on screen; the title still names it. */
  bare?: boolean
  onClose: () => void
  children: ReactNode
}

/**
 * A modal dialog that is open for as long as it is drawn.
 *
 * Escape and a press beside it close it; the focus goes back to where it was.
 */
export function Dialog({ title, place = 'middle', bare = false, onClose, children }: Props) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  useLayoutEffect(() => {
    const dialog = ref.current
    const before = document.activeElement
    dialog?.showModal()
    return () => {
      dialog?.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])

  const pressed = (event: MouseEvent) => {
    if (event.target === ref.current) onClose()
  }

  return (
    <dialog
      ref={ref}
      className={`dialog dialog-${place}`}
      {...(bare ? { 'aria-label': title } : { 'aria-labelledby': titleId })}
      onMouseDown={pressed}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <div className="dialog-body">
        {bare ? null : (
          <h2 className="dialog-title" id={titleId}>
            {title}
          </h2>
        )}
        {children}
      </div>
    </dialog>
  )
}
