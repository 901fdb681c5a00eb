import { type KeyboardEvent, useId, useRef } from 'react'
import { useFirstFocus } from '../ui/use-first-focus.ts'
import './message-field.css'

type Props = {
  label: string
  value: string
  placeholder?: string
  /** It is what its dialog or its card was opened for. */
  first?: boolean
  onChange: (value: string) => void
  /** Ctrl+Enter, Cmd+Enter. */
  onSubmit: () => void
}

/** A commit message. Enter breaks the line; it grows with what is written. */
export function MessageField({ label, value, placeholder, first = false, onChange, onSubmit }: Props) {
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  useFirstFocus(field, first)
  const pressed = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    onSubmit()
  }
  return (
    <div className="message-field">
      <label htmlFor={id}>{label}</label>
      <textarea
        ref={field}
        id={id}
        className="input"
        rows={2}
        value={value}
        placeholder={placeholder}
        data-first={first || undefined}
        onChange={({ target }) => onChange(target.value)}
        onKeyDown={pressed}
      />
    </div>
  )
}
