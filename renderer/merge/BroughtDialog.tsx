import { useState } from 'react'
import type { FileChange, MergePreview } from '../../preload/protocol/git.ts'
import type { Agent } from '../../preload/protocol/state.ts'
import { counted, linesOf } from '../git/change-words.ts'
import { DiffArticle } from '../git/DiffArticle.tsx'
import { FileList } from '../git/FileList.tsx'
import { Lines } from '../git/Lines.tsx'
import { Trouble } from '../git/Trouble.tsx'
import { useCalled } from '../state/use-called.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import '../git/changes.css'

type Props = {
  agent: Agent
  called: string
  preview: Pick<MergePreview, 'files' | 'between'>
  /** Path of the file to begin with. */
  first: string
  onClose: () => void
}

/** What a merge would bring, file by file: each diff is read when its file is chosen, so that a large merge opens at once. */
export function BroughtDialog({ agent, called, preview: { files, between }, first, onClose }: Props) {
  const [path, setPath] = useState(first)
  const at = Math.max(
    0,
    files.findIndex((file) => file.path === path),
  )
  const file = files[at]
  return (
    <Dialog title={`What ${agent.name} brings to ${called}`} width="wide" onClose={onClose}>
      <div className="changes-bar">
        <span className="changes-sum">
          {counted(files.length, 'file')} <Lines {...linesOf(files)} />
        </span>
      </div>
      <div className="changes">
        <FileList files={files} at={at} onGo={(index) => setPath(files[index]?.path ?? path)} />
        {file ? <Brought key={file.path} agentId={agent.id} file={file} between={between} /> : null}
      </div>
      <div className="dialog-foot changes-foot">
        <Button onClick={onClose}>Back to the merge</Button>
      </div>
    </Dialog>
  )
}

type BroughtProps = { agentId: string; file: FileChange; between: MergePreview['between'] }

function Brought({ agentId, file, between }: BroughtProps) {
  const asked = { agentId, ...between, file: file.path, was: file.from }
  const { result } = useCalled('diff.between', asked, JSON.stringify(asked))
  return (
    <div className="changes-diffs changes-one">
      {result?.ok === false ? <Trouble fault={result.fault} /> : null}
      {result?.ok ? <DiffArticle diff={{ change: file, patch: result.value }} /> : null}
    </div>
  )
}
