import { useState } from 'react'
import { explain } from '../../preload/protocol/explain.ts'
import type { Agent } from '../../preload/protocol/state.ts'
import type { Place } from '../../preload/protocol/timeline.ts'
import { call } from '../state/project.ts'
import { closeDialog, show } from '../state/view.ts'
import { NameDialog } from '../ui/NameDialog.tsx'
import { nameOf } from './place-words.ts'
import '../git/git-dialog.css'

/** Asks how an agent is to be made that goes on from a place. */
export function ForkDialog({ agent, place }: { agent: Agent; place: Place }) {
  const [worktree, setWorktree] = useState(false)

  async function fork(wanted: string) {
    const name = wanted === '' ? null : wanted
    const made = await call('agent.fork', { agentId: agent.id, place: place.id, name, worktree })
    if (!made.ok) return explain(made.fault)
    show(made.value.view)
    return null
  }

  return (
    <NameDialog
      title={`Fork from ${nameOf(place)}`}
      what="Name"
      doing="Fork"
      name=""
      className="git-dialog"
      note="Without one it gets a name."
      optional
      lead={
        <p className="git-none">
          A new agent goes on from here with the conversation up to this place. {agent.name} stays as it is.
        </p>
      }
      foot={
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
      }
      save={fork}
      onClose={closeDialog}
    />
  )
}
