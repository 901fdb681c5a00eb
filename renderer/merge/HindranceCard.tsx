import { useState } from 'react'
import type { Hindrance } from '../../preload/protocol/git.ts'
import type { Agent } from '../../preload/protocol/state.ts'
import { ChangesDialog } from '../git/ChangesDialog.tsx'
import { CommitDialog } from '../git/CommitDialog.tsx'
import { counted, listed } from '../git/change-words.ts'
import { useHost } from '../state/use.ts'
import { closeDialog, show } from '../state/view.ts'
import { Button } from '../ui/Button.tsx'
import '../git/warn-card.css'

type Props = { hindrance: Hindrance; called: string; again: () => void }

/** What stands in the way of a merge, with a way out of it. */
export function HindranceCard({ hindrance, called, again }: Props) {
  const agents = useHost(({ agents }) => agents) ?? []
  const at = agents.find(
    ({ directory, kind, ownWorktree }) => directory === hindrance.path && (ownWorktree || kind === 'root'),
  )
  return (
    <section className="warn-card" aria-label="In the way">
      <div className="warn-card-head">
        <p>{sentence(hindrance, called, at)}</p>
        {at && hindrance.kind === 'target-changed' ? <CommitThere agent={at} again={again} /> : null}
        {at && hindrance.kind === 'underway' ? (
          <Button
            onClick={() => {
              closeDialog()
              show(at.id)
            }}
          >
            Go to {at.name}
          </Button>
        ) : null}
        {at ? null : <Button onClick={again}>Check again</Button>}
      </div>
    </section>
  )
}

function sentence(hindrance: Hindrance, called: string, at: Agent | undefined): string {
  const where = at ? at.name : hindrance.path
  if (hindrance.kind === 'underway')
    return `A ${hindrance.what} is under way in ${where}. Finish it or abort it there; this looks again by itself.`
  const files = hindrance.files
  const place = at ? called : `${called}, checked out in ${hindrance.path},`
  return `${place} has changes of its own in ${counted(files.length, 'file')} that the merge would write: ${listed(files)}. Commit or discard them first.`
}

function CommitThere({ agent, again }: { agent: Agent; again: () => void }) {
  const [open, setOpen] = useState<'changes' | 'commit' | null>(null)
  const close = () => setOpen(null)
  const done = () => {
    close()
    again()
  }
  return (
    <>
      <Button onClick={() => setOpen('changes')}>Show</Button>
      <Button onClick={() => setOpen('commit')}>Commit in {agent.name}</Button>
      {open === 'changes' ? <ChangesDialog agent={agent} onClose={close} /> : null}
      {open === 'commit' ? <CommitDialog agent={agent} onDone={done} onClose={close} /> : null}
    </>
  )
}
