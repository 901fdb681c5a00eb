import { useState } from 'react'
import type { Agent } from '../../preload/protocol/state.ts'
import { useCalled } from '../state/use-called.ts'
import { Button } from '../ui/Button.tsx'
import { Segments } from '../ui/Segments.tsx'
import { Diffs } from './Diffs.tsx'
import { ReadingDialog } from './ReadingDialog.tsx'
import { workKey } from './work-key.ts'

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
    <ReadingDialog
      title={`Changes in ${agent.name}`}
      bar={
        <>
          <Segments
            label="Which changes"
            words={{ all: 'Not committed', staged: 'Staged only' }}
            value={only}
            onChoose={setOnly}
          />
          {file !== null && <code>{file}</code>}
        </>
      }
      diffs={diffs}
      fault={result && !result.ok ? result.fault : null}
      next={next}
      actions={onCommit && diffs && diffs.length > 0 ? <Button onClick={onCommit}>Commit them</Button> : null}
      onClose={onClose}
    >
      {diffs ? <Diffs key={only} diffs={diffs} none={noneIn(agent, only, file)} /> : <div className="changes" />}
    </ReadingDialog>
  )
}

function noneIn({ name }: Agent, only: 'all' | 'staged', file: string | null): string {
  if (file !== null) return only === 'staged' ? `Nothing is staged in ${file}.` : `Nothing has changed in ${file}.`
  return only === 'staged' ? 'Nothing is staged.' : `${name} is clean: nothing to show.`
}
