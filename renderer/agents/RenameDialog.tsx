import { type FormEvent, useState } from 'react'
import { explain } from '../../preload/protocol/explain.ts'
import type { Agent } from '../../preload/protocol/state.ts'
import { quoted, tryCommand } from '../state/do.ts'
import { closeDialog } from '../state/view.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'

/** Asks for an agent's new name; a name that cannot be is said beside the field. */
export function RenameDialog({ agent }: { agent: Agent }) {
  const [name, setName] = useState(agent.name)
  const [error, setError] = useState<string | null>(null)
  const wanted = name.trim()

  async function rename(event: FormEvent) {
    event.preventDefault()
    if (wanted === '' || wanted === agent.name) return closeDialog()
    const fault = await tryCommand(agent.id, `/agent rename ${quoted(wanted)}`)
    if (fault) setError(explain(fault))
    else closeDialog()
  }

  return (
    <Dialog title={`Rename ${agent.name}`} onClose={closeDialog}>
      <form className="dialog-content" onSubmit={(event) => void rename(event)}>
        <Field label="Name" error={error}>
          {(tied) => (
            <input
              {...tied}
              className="input"
              spellCheck={false}
              autoComplete="off"
              value={name}
              onFocus={({ target }) => target.select()}
              onChange={({ target }) => setName(target.value)}
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
