import { useRef, useState } from 'react'
import { VList, type VListHandle } from 'virtua'
import type { FileDiff } from '../../preload/protocol/git.ts'
import type { Agent } from '../../preload/protocol/state.ts'
import { Patch } from '../conversation/Patch.tsx'
import { useCalled } from '../state/use-called.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Segments } from '../ui/Segments.tsx'
import { counted, emptyWords, linesOf } from './change-words.ts'
import { FileList } from './FileList.tsx'
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
        <Changes key={only} diffs={diffs} staged={only === 'staged'} name={agent.name} />
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

function Changes({ diffs, staged, name }: { diffs: readonly FileDiff[]; staged: boolean; name: string }) {
  const list = useRef<VListHandle>(null)
  const [top, setTop] = useState(0)
  // The last files cannot come to stand at the top: one that was chosen stays chosen until the person scrolls.
  const chosen = useRef(false)
  if (diffs.length === 0)
    return (
      <p className="changes changes-none">{staged ? 'Nothing is staged.' : `${name} is clean: nothing to show.`}</p>
    )

  const goTo = (index: number) => {
    chosen.current = true
    list.current?.scrollToIndex(index, { align: 'start' })
    setTop(index)
  }

  return (
    <div className="changes">
      <FileList files={diffs.map(({ change }) => change)} at={top} onGo={goTo} />
      <VList
        ref={list}
        className="changes-diffs"
        data={diffs}
        bufferSize={400}
        onWheel={() => {
          chosen.current = false
        }}
        onScroll={(offset) => {
          if (!chosen.current) setTop(list.current?.findItemIndex(offset + 8) ?? 0)
        }}
      >
        {(diff) => <Diff key={diff.change.path} diff={diff} />}
      </VList>
    </div>
  )
}

function Diff({ diff: { change, patch } }: { diff: FileDiff }) {
  return (
    <article className="changes-diff">
      <h3>
        <span className="changes-path">
          {change.from === null ? null : <span className="changes-from">{change.from} → </span>}
          {change.path}
        </span>
        <Lines added={change.added} removed={change.removed} />
      </h3>
      {patch === '' ? (
        <p className="changes-empty">{emptyWords(change)}</p>
      ) : (
        <Patch path={change.path} patch={patch} />
      )}
    </article>
  )
}
