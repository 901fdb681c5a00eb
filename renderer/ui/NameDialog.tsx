import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { Field } from './Field.tsx'

type Props = {
  title: string
  /** What is asked for: the field's label. */
  what: string
  /** What the button says. */
  doing: string
  name: string
  placeholder?: string
  note?: string
  /** Of the form, where it holds more than the field. */
  className?: string
  /** Above the field, and beside the buttons. */
  lead?: ReactNode
  foot?: ReactNode
  /** Nothing may be given; else that leaves the name as it is. */
  optional?: boolean
  /** Answers with a sentence where the name cannot be; it is said beside the field. */
  save: (name: string) => Promise<string | null>
  onClose: () => void
}

/** Asks for one name. A name that stays as it was is no news. */
export function NameDialog(props: Props) {
  const {
    title,
    what,
    doing,
    name,
    placeholder,
    note,
    className = '',
    lead,
    foot,
    optional = false,
    save,
    onClose,
  } = props
  const [typed, setTyped] = useState(name)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)

  async function submit(event: FormEvent) {
    event.preventDefault()
    const wanted = typed.trim()
    if (name !== '' && wanted === name) return onClose()
    if (wanted === '' && !optional) return onClose()
    if (busy) return
    setBusy(true)
    const wrong = await save(wanted)
    setBusy(false)
    if (wrong === null) onClose()
    else setError(wrong)
  }

  return (
    <Dialog title={title} onClose={onClose}>
      <form className={`dialog-content ${className}`.trim()} onSubmit={(event) => void submit(event)}>
        {lead}
        <Field label={what} error={error} note={note}>
          {(tied) => (
            <input
              {...tied}
              className="input"
              data-first
              spellCheck={false}
              autoComplete="off"
              value={typed}
              placeholder={placeholder}
              onFocus={({ target }) => target.select()}
              onChange={({ target }) => setTyped(target.value)}
            />
          )}
        </Field>
        <div className="dialog-foot">
          {foot}
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="key" type="submit" disabled={busy}>
            {doing}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
