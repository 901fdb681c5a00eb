import { type MouseEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { goHome } from './home.ts'
import './dialog.css'

type Props = {
  /** What it is called, for everybody. */
  title: string
  /** `high`: near the top, for lists that are typed into. */
  place?: 'middle' | 'high'
  /** `wide`: as much as the window gives, for what is read. */
  width?: 'normal' | 'roomy' | 'wide'
  /** Without a heading on screen; the title still names it. */
  bare?: boolean
  onClose: () => void
  children: ReactNode
}

/**
 * A modal dialog that is open for as long as it is drawn.
 *
 * Escape and a press beside it close it; the focus goes to what bears
 * `data-first`, and back to where it was in the end; home, where that is gone
 * or hidden by then.
 */
export function Dialog({ title, place = 'middle', width = 'normal', bare = false, onClose, children }: Props) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  useLayoutEffect(() => {
    const dialog = ref.current
    const before = document.activeElement
    dialog?.showModal()
    dialog?.querySelector<HTMLElement>('[data-first]')?.focus()
    return () => {
      dialog?.close()
      if (before instanceof HTMLElement) before.focus()
      if (document.activeElement !== before || before === document.body) goHome()
    }
  }, [])

  const pressed = (event: MouseEvent) => {
    if (event.target === ref.current) onClose()
  }

  return (
    <dialog
      ref={ref}
      className={`dialog dialog-${place} dialog-${width}`}
      {...(bare ? { 'aria-label': title } : { 'aria-labelledby': titleId })}
      onMouseDown={pressed}
      onCancel={(event) => {
        // React hands on what a dialog inside this one hears.
        if (event.target !== ref.current) return
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
