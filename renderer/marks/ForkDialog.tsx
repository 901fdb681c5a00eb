import { type FormEvent, useState } from 'react'
import { explain } from '../../preload/protocol/explain.ts'
import type { Agent } from '../../preload/protocol/state.ts'
import type { Place } from '../../preload/protocol/timeline.ts'
import { call } from '../state/project.ts'
import { closeDialog, show } from '../state/view.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { nameOf } from './place-words.ts'
import '../git/git-dialog.css'

/** Asks how an agent is to be made that goes on from a place. */
export function ForkDialog({ agent, place }: { agent: Agent; place: Place }) {
  const [name, setName] = useState('')
  const [worktree, setWorktree] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)

  async function fork(event: FormEvent) {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    const wanted = name.trim()
    const made = await call('agent.fork', {
      agentId: agent.id,
      place: place.id,
      name: wanted === '' ? null : wanted,
      worktree,
    })
    setBusy(false)
    if (!made.ok) return setError(explain(made.fault))
    closeDialog()
    show(made.value.view)
  }

  return (
    <Dialog title={`Fork from ${nameOf(place)}`} onClose={closeDialog}>
      <form className="dialog-content git-dialog" onSubmit={(event) => void fork(event)}>
        <p className="git-none">
          A new agent goes on from here with the conversation up to this place. {agent.name} stays as it is.
        </p>
        <Field label="Name" error={error} note="Without one it gets a name.">
          {(tied) => (
            <input
              {...tied}
              className="input"
              data-first
              spellCheck={false}
              autoComplete="off"
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        <div className="dialog-foot">
          <span className="git-foot-note">
            {place.files === 'missing' ? (
              'The files of this place were not kept.'
            ) : (
              <label className="git-check">
                <input type="checkbox" checked={worktree} onChange={({ target }) => setWorktree(target.checked)} />
                in a worktree of its own, with the files of then
              </label>
            )}
          </span>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button tone="key" type="submit" disabled={busy}>
            Fork
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
