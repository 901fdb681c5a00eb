import { type ReactNode, useId } from 'react'
import './field.css'

/** Attributes that tie a control to its label, its note and its error. */
export type Tied = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }

type Props = {
  label: string
  note?: ReactNode
  /** What is wrong with it, in a sentence. */
  error?: string | null
  children: (tied: Tied) => ReactNode
}

/** A control with its label, what there is to know about it, and what is wrong with it. */
export function Field({ label, note, error = null, children }: Props) {
  const id = useId()
  const described = [note ? `${id}-note` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <div className="field-control">
        {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
        {error ? (
          <p className="field-error" id={`${id}-error`} role="alert">
            {error}
          </p>
        ) : null}
        {note ? (
          <p className="field-note" id={`${id}-note`}>
            {note}
          </p>
        ) : null}
      </div>
    </div>
  )
}
