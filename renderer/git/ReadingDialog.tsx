import type { ReactNode } from 'react'
import type { Fault } from '../../preload/protocol/faults.ts'
import type { FileDiff } from '../../preload/protocol/git.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { counted, linesOf } from './change-words.ts'
import { Lines } from './Lines.tsx'
import { Trouble } from './Trouble.tsx'
import './changes.css'

type Props = {
  title: string
  /** What chooses what is shown. */
  bar: ReactNode
  /** The files whose lines are summed up; null: not read yet, or there are none to compare. */
  diffs: readonly FileDiff[] | null
  /** What is said of the files behind their number. */
  verb?: (files: number) => string
  fault: Fault | null
  /** What was chained behind, and how it goes on. */
  next: { words: string; run: () => void } | null
  /** Buttons beside the one that closes. */
  actions?: ReactNode
  onClose: () => void
  children: ReactNode
}

/** A dialog in which differences are read: what is shown, how much it is, and the way on where something waits. */
export function ReadingDialog({ title, bar, diffs, verb, fault, next, actions, onClose, children }: Props) {
  return (
    <Dialog title={title} width="wide" onClose={onClose}>
      <div className="changes-bar">
        {bar}
        {diffs && (
          <span className="changes-sum">
            {counted(diffs.length, 'file')} {verb?.(diffs.length)}
            {diffs.length > 0 ? <Lines {...linesOf(diffs.map(({ change }) => change))} /> : null}
          </span>
        )}
      </div>
      {fault && <Trouble fault={fault} />}
      {children}
      <div className="dialog-foot changes-foot">
        {next && <span className="git-foot-note">Next: {next.words}</span>}
        <Button onClick={onClose}>{next ? 'Stop here' : 'Close'}</Button>
        {actions}
        {next && (
          <Button tone="key" onClick={next.run}>
            Go on
          </Button>
        )}
      </div>
    </Dialog>
  )
}
