import { type ReactNode, useState } from 'react'
import type { Hindrance, MergeStrategy } from '../../preload/protocol/git.ts'
import type { Agent } from '../../preload/protocol/state.ts'
import { ChangesDialog } from '../git/ChangesDialog.tsx'
import { CommitDialog } from '../git/CommitDialog.tsx'
import { counted, listed } from '../git/change-words.ts'
import { useHost } from '../state/use.ts'
import { closeDialog, show } from '../state/view.ts'
import { Button } from '../ui/Button.tsx'
import { strategyWords } from './strategies.ts'
import '../git/warn-card.css'

type Placed = Extract<Hindrance, { path: string }>
type Props = {
  hindrance: Hindrance
  /** The way of merging that it stands in the way of. */
  strategy: MergeStrategy
  called: string
  again: () => void
  onStrategy: (strategy: MergeStrategy) => void
}

/** What stands in the way of a merge, with a way out of it. */
export function HindranceCard({ hindrance, strategy, called, again, onStrategy }: Props) {
  if ('path' in hindrance) return <InWorktree hindrance={hindrance} called={called} again={again} />
  if (hindrance.kind === 'checked-out-twice') {
    const [one, other] = hindrance.paths
    const where = `${called} is checked out both in ${one} and in ${other}`
    return (
      <Card words={`${where}, and only one of them would follow. Check out another branch in one of them first.`}>
        <Button onClick={again}>Check again</Button>
      </Card>
    )
  }
  const isLeft = hindrance.kind === 'nothing-left'
  const instead = isLeft ? 'merge' : 'rebase'
  const words = isLeft
    ? `${called} has all of these changes by other commits, so there is nothing left to ${strategy}.`
    : `git is set to fast-forward only (merge.ff), and ${called} has commits of its own, so it takes no merge commit.`
  return (
    <Card words={words}>
      <Button onClick={() => onStrategy(instead)}>{strategyWords[instead]} instead</Button>
    </Card>
  )
}

function Card({ words, children }: { words: string; children: ReactNode }) {
  return (
    <section className="warn-card" aria-label="In the way">
      <div className="warn-card-head">
        <p>{words}</p>
        {children}
      </div>
    </section>
  )
}

function InWorktree({ hindrance, called, again }: { hindrance: Placed; called: string; again: () => void }) {
  const agents = useHost(({ agents }) => agents) ?? []
  const at = agents.find(
    ({ directory, kind, ownWorktree }) => directory === hindrance.path && (ownWorktree || kind === 'root'),
  )
  return (
    <Card words={sentence(hindrance, called, at)}>
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
    </Card>
  )
}

function sentence(hindrance: Placed, called: string, at: Agent | undefined): string {
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
