import { type KeyboardEvent, useId } from 'react'
import './message-field.css'

type Props = {
  label: string
  value: string
  placeholder?: string
  autoFocus?: boolean
  onChange: (value: string) => void
  /** Ctrl+Enter, Cmd+Enter. */
  onSubmit: () => void
}

/** A commit message. Enter breaks the line; it grows with what is written. */
export function MessageField({ label, value, placeholder, autoFocus = false, onChange, onSubmit }: Props) {
  const id = useId()
  const pressed = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    onSubmit()
  }
  return (
    <div className="message-field">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        className="input"
        rows={2}
        value={value}
        placeholder={placeholder}
        data-first={autoFocus || undefined}
        // biome-ignore lint/a11y/noAutofocus: it is what its dialog was opened for
        autoFocus={autoFocus}
        onChange={({ target }) => onChange(target.value)}
        onKeyDown={pressed}
      />
    </div>
  )
}
