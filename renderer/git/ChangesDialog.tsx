import { useState } from 'react'
import type { Agent } from '../../preload/protocol/state.ts'
import { useCalled } from '../state/use-called.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Segments } from '../ui/Segments.tsx'
import { counted, linesOf } from './change-words.ts'
import { Diffs } from './Diffs.tsx'
import { Lines } from './Lines.tsx'
import { Trouble } from './Trouble.tsx'
import { workKey } from './work-key.ts'
import './changes.css'

type Props = {
  agent: Agent
  /** Only this file or folder. */
  file?: string | null
  staged?: boolean
  /** What was chained behind, and how it goes on. */
  next?: { words: string; run: () => void } | null
  onCommit?: () => void
  onClose: () => void
}

/** What an agent has changed and not committed: the files, and every change as a diff. */
export function ChangesDialog({ agent, file = null, staged = false, next = null, onCommit, onClose }: Props) {
  const [only, setOnly] = useState<'all' | 'staged'>(staged ? 'staged' : 'all')
  const { result } = useCalled(
    'diff.read',
    { agentId: agent.id, file, staged: only === 'staged' },
    `${only} ${workKey(agent)}`,
  )
  const diffs = result?.ok ? result.value : null

  return (
    <Dialog title={`Changes in ${agent.name}`} width="wide" onClose={onClose}>
      <div className="changes-bar">
        <Segments
          label="Which changes"
          words={{ all: 'Not committed', staged: 'Staged only' }}
          value={only}
          onChoose={setOnly}
        />
        {file === null ? null : <code>{file}</code>}
        {diffs ? (
          <span className="changes-sum">
            {counted(diffs.length, 'file')} <Lines {...linesOf(diffs.map(({ change }) => change))} />
          </span>
        ) : null}
      </div>
      {result && !result.ok ? <Trouble fault={result.fault} /> : null}
      {diffs ? (
        <Diffs
          key={only}
          diffs={diffs}
          none={only === 'staged' ? 'Nothing is staged.' : `${agent.name} is clean: nothing to show.`}
        />
      ) : (
        <div className="changes" />
      )}
      <div className="dialog-foot changes-foot">
        {next ? <span className="git-foot-note">Next: {next.words}</span> : null}
        <Button onClick={onClose}>{next ? 'Stop here' : 'Close'}</Button>
        {onCommit && diffs && diffs.length > 0 ? <Button onClick={onCommit}>Commit them</Button> : null}
        {next ? (
          <Button tone="key" onClick={next.run}>
            Go on
          </Button>
        ) : null}
      </div>
    </Dialog>
  )
}
