import { useEffect, useRef } from 'react'
import type { Fault } from '../../preload/protocol/faults.ts'
import type { MergePreview, MergeStrategy } from '../../preload/protocol/git.ts'
import type { Agent } from '../../preload/protocol/state.ts'
import { MessageField } from '../git/MessageField.tsx'
import { Trouble } from '../git/Trouble.tsx'
import { closeDialog } from '../state/view.ts'
import { Button } from '../ui/Button.tsx'
import { Segments } from '../ui/Segments.tsx'
import { strategyLine, strategyWords } from './strategies.ts'

type Props = {
  agent: Agent
  called: string
  preview: MergePreview | null
  /** The preview is one of the chosen strategy. */
  judged: boolean
  strategy: MergeStrategy
  onStrategy: (strategy: MergeStrategy) => void
  /** Null: this way of merging writes none. */
  message: string | null
  onMessage: (message: string) => void
  closes: boolean
  onCloses: (closes: boolean) => void
  /** What was chained behind. */
  next: string | null
  busy: boolean
  fault: Fault | null
  onMerge: () => void
  onResolve: () => void
  /** Goes on without a merge, where there is nothing to merge. */
  onGoOn: () => void
}

/** How it is merged, what comes after, and the buttons. */
export function MergeFoot(props: Props) {
  const { agent, called, preview, judged, strategy, message, closes, next, busy, fault } = props
  const conflicts = preview !== null && preview.conflicts.length > 0
  const mergeable = preview !== null && preview.commits.length > 0 && !conflicts
  const done = preview?.commits.length === 0 && preview.uncommitted.length === 0
  const ready = mergeable && judged && preview.hindrances.length === 0 && !busy
  // The conflicts of a rebase are those of single commits: a merge in the agent would not solve them.
  const resolvable = conflicts && judged && strategy !== 'rebase'
  const button = useRef<HTMLButtonElement>(null)

  // What had the focus (a message that is committed now) may be gone: Enter is to merge all the same.
  useEffect(() => {
    if (preview && document.activeElement === document.body) button.current?.focus()
  }, [preview])

  return (
    <>
      {preview?.commits.length || strategy !== 'merge' ? (
        <div className="merge-how">
          <Segments label="Strategy" words={strategyWords} value={strategy} onChoose={props.onStrategy} />
          {mergeable ? <p>{strategyLine(strategy, preview, called)}</p> : null}
        </div>
      ) : null}
      {mergeable && message !== null ? (
        <MessageField
          label={strategy === 'squash' ? 'Squash message' : 'Merge message'}
          value={message}
          onChange={props.onMessage}
          onSubmit={() => (ready ? props.onMerge() : undefined)}
        />
      ) : null}
      {fault ? <Trouble fault={fault} /> : null}
      <div className="dialog-foot">
        <span className="git-foot-note">
          {agent.kind === 'root' || conflicts ? null : (
            <label className="git-check">
              <input type="checkbox" checked={closes} onChange={({ target }) => props.onCloses(target.checked)} />
              close the agent after
            </label>
          )}
          {next === null ? null : <span className="merge-next">then {next}</span>}
        </span>
        <Button onClick={closeDialog}>{done ? 'Close' : 'Cancel'}</Button>
        {done && (closes || next !== null) ? (
          <Button tone="key" onClick={props.onGoOn}>
            {closes ? `Close ${agent.name}` : 'Go on'}
          </Button>
        ) : null}
        {resolvable ? (
          <Button key="resolve" ref={button} tone="key" data-first disabled={busy} onClick={props.onResolve}>
            Resolve in {agent.name}
          </Button>
        ) : done ? null : (
          <Button
            key="merge"
            ref={button}
            tone="key"
            data-first
            aria-disabled={!ready}
            onClick={() => (ready ? props.onMerge() : undefined)}
          >
            {busy ? 'Merging' : 'Merge'}
          </Button>
        )}
      </div>
    </>
  )
}
