import { type FormEvent, useState } from 'react'
import { explain } from '../../preload/protocol/explain.ts'
import type { Fault } from '../../preload/protocol/faults.ts'
import type { Agent } from '../../preload/protocol/state.ts'
import { call } from '../state/project.ts'
import { closeDialog } from '../state/view.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'

/** Asks for the label of a new mark. Without one it is numbered. */
export function MarkDialog({ agent }: { agent: Agent }) {
  async function set(label: string) {
    const made = await call('mark.set', { agentId: agent.id, label: label === '' ? null : label })
    return made.ok ? null : made.fault
  }
  return (
    <LabelDialog
      title={`Mark this place in ${agent.name}`}
      doing="Mark"
      label=""
      note="Without a label it is numbered."
      save={set}
    />
  )
}

type Props = { agent: Agent; id: string; label: string }

/** Asks what a mark is to be called from now on. */
export function RenameMark({ agent, id, label }: Props) {
  async function rename(wanted: string) {
    const renamed = await call('place.rename', { agentId: agent.id, id, label: wanted })
    return renamed.ok ? null : renamed.fault
  }
  return <LabelDialog title={`Rename ${label}`} doing="Rename" label={label} note={null} save={rename} />
}

type LabelProps = {
  title: string
  doing: string
  label: string
  note: string | null
  save: (label: string) => Promise<Fault | null>
}

function LabelDialog({ title, doing, label, note, save }: LabelProps) {
  const [typed, setTyped] = useState(label)
  const [error, setError] = useState<string | null>(null)

  async function submit(event: FormEvent) {
    event.preventDefault()
    const wanted = typed.trim()
    if (label !== '' && (wanted === '' || wanted === label)) return closeDialog()
    const fault = await save(wanted)
    if (fault) setError(explain(fault))
    else closeDialog()
  }

  return (
    <Dialog title={title} onClose={closeDialog}>
      <form className="dialog-content" onSubmit={(event) => void submit(event)}>
        <Field label="Label" error={error} note={note}>
          {(tied) => (
            <input
              {...tied}
              className="input"
              data-first
              spellCheck={false}
              autoComplete="off"
              value={typed}
              placeholder={label === '' ? 'before-refactor' : undefined}
              onFocus={({ target }) => target.select()}
              onChange={({ target }) => setTyped(target.value)}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <Button onClick={closeDialog}>Cancel</Button>
          <Button tone="key" type="submit">
            {doing}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
