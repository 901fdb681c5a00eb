import { useEffect, useRef, useState } from 'react'
import type { FileChange } from '../../preload/protocol/git.ts'
import type { Agent } from '../../preload/protocol/state.ts'
import { Button } from '../ui/Button.tsx'
import { ChangesDialog } from './ChangesDialog.tsx'
import { MessageField } from './MessageField.tsx'
import { Trouble } from './Trouble.tsx'
import { useCommit } from './use-commit.ts'
import './warn-card.css'

type Props = {
  agent: Agent
  files: readonly FileChange[]
  /** What becomes of them if nothing is done, as a sentence about the files. */
  fate: string
  /** Takes the focus, so that Enter deals with it. */
  first?: boolean
  onCommitted: () => void
}

/** Work that is not committed: it can be looked at and committed on the spot. */
export function Uncommitted({ agent, files, fate, first = false, onCommitted }: Props) {
  const [looking, setLooking] = useState(false)
  const [writing, setWriting] = useState(false)
  const { message, setMessage, busy, fault, commit } = useCommit(agent.id, agent.hue, onCommitted)
  const commitThem = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    if (first) commitThem.current?.focus()
  }, [first])

  return (
    <section className="warn-card" aria-label="Not committed">
      <div className="warn-card-head">
        <p>{fate}</p>
        <Button
          onClick={() => setLooking(true)}
          title={files
            .map(({ path }) => path)
            .slice(0, 20)
            .join('\n')}
        >
          Show
        </Button>
        {writing ? null : (
          <Button ref={commitThem} onClick={() => setWriting(true)}>
            Commit them
          </Button>
        )}
      </div>
      {writing ? (
        <>
          <MessageField label="Commit message" value={message} first onChange={setMessage} onSubmit={commit} />
          {fault ? <Trouble fault={fault} /> : null}
          <div className="warn-card-foot">
            <Button onClick={() => setWriting(false)}>Not now</Button>
            <Button tone="key" disabled={busy || message.trim() === ''} onClick={commit}>
              {busy ? 'Committing' : 'Commit'}
            </Button>
          </div>
        </>
      ) : null}
      {looking ? <ChangesDialog agent={agent} onClose={() => setLooking(false)} /> : null}
    </section>
  )
}
