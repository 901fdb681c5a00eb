import { useState } from 'react'
import type { Fault } from '../../preload/protocol/faults.ts'
import type { Room } from '../../preload/protocol/timeline.ts'
import { Trouble } from '../git/Trouble.tsx'
import { call } from '../state/project.ts'
import { useCalled } from '../state/use-called.ts'
import { closeDialog } from '../state/view.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { roomWords } from './room-words.ts'
import '../git/git-dialog.css'

/** Says what deleting the snapshots that nothing needs would free, and deletes them. The way out has the focus. */
export function PruneDialog() {
  const { result } = useCalled('snapshots.unneeded', {}, '')
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<Fault | null>(null)
  const [gone, setGone] = useState<Room | null>(null)
  const trouble = fault ?? (result && !result.ok ? result.fault : null)
  const room = result?.ok ? result.value : null

  async function prune() {
    setBusy(true)
    const pruned = await call('snapshots.prune', {})
    setBusy(false)
    if (pruned.ok) setGone(pruned.value)
    else setFault(pruned.fault)
  }

  const isOver = gone !== null || room?.snapshots === 0
  return (
    <Dialog title="Delete snapshots" onClose={closeDialog}>
      <div className="dialog-content git-dialog">
        {trouble ? <Trouble fault={trouble} /> : null}
        <p className="git-none" role="status">
          {gone ? `Deleted ${roomWords(gone)}. Git frees the room when it next cleans up.` : null}
          {!gone && room ? asked(room) : null}
          {room || trouble ? null : 'Looking at the snapshots…'}
        </p>
        <div className="dialog-foot">
          <Button data-first onClick={closeDialog}>
            {isOver ? 'Close' : 'Cancel'}
          </Button>
          {isOver ? null : (
            <Button tone="key" disabled={room === null || busy} onClick={() => void prune()}>
              Delete
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  )
}

function asked(room: Room): string {
  if (room.snapshots === 0) return 'There is nothing to delete: something leads to every snapshot there is.'
  return `${roomWords(room)} can be deleted: rewinds that were undone, or came to nothing, have left them. Marks, messages, closed agents and rewinds that can be undone keep theirs.`
}
