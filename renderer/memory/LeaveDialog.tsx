import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'

type Props = { name: string; busy: boolean; onStay: () => void; onSave: () => void; onDiscard: () => void }

/** Asks what becomes of a text that is not saved. Escape goes on writing. */
export function LeaveDialog({ name, busy, onStay, onSave, onDiscard }: Props) {
  return (
    <Dialog title="What you wrote is not saved" onClose={onStay}>
      <div className="dialog-content">
        <p>{name} has changes that no agent can read before they are saved.</p>
        <div className="dialog-foot">
          <Button onClick={onDiscard}>Discard them</Button>
          <Button data-first onClick={onStay}>
            Go on writing
          </Button>
          <Button tone="key" disabled={busy} onClick={onSave}>
            Save
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
