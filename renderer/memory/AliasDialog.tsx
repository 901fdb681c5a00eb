import { type FormEvent, useState } from 'react'
import { explain } from '../../preload/protocol/explain.ts'
import { call } from '../state/project.ts'
import { useHost } from '../state/use.ts'
import { closeDialog } from '../state/view.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'

/** Asks for a document's alias; one that cannot be is said beside the field. */
export function AliasDialog({ number }: { number: number }) {
  const now = useHost(({ memory }) => memory.find((one) => one.number === number)?.alias) ?? ''
  const [alias, setAlias] = useState(now)
  const [error, setError] = useState<string | null>(null)
  const wanted = alias.trim()

  async function rename(event: FormEvent) {
    event.preventDefault()
    if (wanted === now) return closeDialog()
    const named = await call('memory.alias', { number, alias: wanted === '' ? null : wanted })
    if (named.ok) closeDialog()
    else setError(explain(named.fault))
  }

  return (
    <Dialog title={`Alias of #mem-${number}`} onClose={closeDialog}>
      <form className="dialog-content" onSubmit={(event) => void rename(event)}>
        <Field
          label="Alias"
          note="Such as websocket/research, for #mem-websocket/research. The number goes on leading to it."
          error={error}
        >
          {(tied) => (
            <input
              {...tied}
              className="input"
              spellCheck={false}
              autoComplete="off"
              value={alias}
              onFocus={({ target }) => target.select()}
              onChange={({ target }) => setAlias(target.value)}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={closeDialog}>Cancel</Button>
          <Button tone="key" type="submit">
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
