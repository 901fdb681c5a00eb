import { useState } from 'react'
import type { Fault } from '../../preload/protocol/faults.ts'
import type { Agent } from '../../preload/protocol/state.ts'
import type { RewindPreview, RewindTarget } from '../../preload/protocol/timeline.ts'
import { Trouble } from '../git/Trouble.tsx'
import { workKey } from '../git/work-key.ts'
import { call } from '../state/project.ts'
import { useTimeline } from '../state/timeline.ts'
import { useCalled } from '../state/use-called.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { RewindBody } from './RewindBody.tsx'
import { hindrance, type Wanted } from './rewind-words.ts'
import '../git/git-dialog.css'

type Props = { agent: Agent; to: RewindTarget; wanted: Wanted; onDone: () => void; onClose: () => void }

/** All that there is to know before files are restored or a branch is moved back. The way out has the focus. */
export function RewindDialog({ agent, to, wanted, onDone, onClose }: Props) {
  const { result, asking, again } = useCalled('rewind.preview', { agentId: agent.id, to }, workKey(agent))
  // While it is done, what the rewind itself changes is not to be seen as news.
  const [held, setHeld] = useState<RewindPreview | null>(null)
  const [branch, setBranch] = useState(wanted.branch)
  const [fault, setFault] = useState<Fault | null>(null)
  const preview = held ?? (result?.ok ? result.value : null)
  const why = preview && wanted.files ? hindrance(preview) : null
  const movable = preview?.branch ?? null
  const isMessage = useTimeline(
    agent.id,
    ({ open }) => to.kind === 'place' && open?.places.get(to.id)?.kind === 'message',
  )
  const goal = isMessage ? `before “${preview?.name}”` : (preview?.name ?? '')

  async function rewind(how: Wanted) {
    if (held) return
    setHeld(preview)
    setFault(null)
    const done = await call('rewind.run', {
      agentId: agent.id,
      to,
      ...how,
      present: how.files && preview ? preview.present : null,
    })
    setHeld(null)
    if (done.ok) return onDone()
    setFault(done.fault)
    again()
  }

  return (
    <Dialog title={titleOf(agent.name, to, goal)} width="roomy" onClose={onClose}>
      <div className="dialog-content git-dialog">
        {preview ? (
          <RewindBody
            agent={agent}
            goal={{ words: goal, undoes: to.kind === 'undo' }}
            preview={preview}
            wanted={{ files: wanted.files, branch }}
            why={why}
            again={again}
          />
        ) : result ? null : (
          <p className="git-none">Comparing the files of then with those of now</p>
        )}
        {result && !result.ok && !held ? <Trouble fault={result.fault} /> : null}
        {fault ? <Trouble fault={fault} /> : null}
        <div className="dialog-foot">
          <span className="git-foot-note">
            {movable ? (
              <label className="git-check">
                <input type="checkbox" checked={branch} onChange={({ target }) => setBranch(target.checked)} />
                move {movable.name} back too
              </label>
            ) : null}
          </span>
          <Button data-first onClick={onClose}>
            Cancel
          </Button>
          {wanted.files ? (
            <Button disabled={held !== null} onClick={() => void rewind({ files: false, branch: false })}>
              Conversation only
            </Button>
          ) : null}
          <Button
            tone="key"
            disabled={!preview || asking || held !== null || why !== null}
            title={why ?? undefined}
            onClick={() => void rewind({ files: wanted.files, branch })}
          >
            {wanted.files ? 'Rewind with files' : 'Rewind'}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

function titleOf(agent: string, to: RewindTarget, goal: string): string {
  if (to.kind === 'undo') return `Undo the rewind of ${agent}`
  return goal === '' ? `Rewind ${agent}` : `Rewind ${agent} to ${goal}`
}
