import { useState } from 'react'
import type { Agent } from '../../preload/protocol/state.ts'
import { useCalled } from '../state/use-called.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { ChangedFiles } from './ChangedFiles.tsx'
import { ChangesDialog } from './ChangesDialog.tsx'
import { counted, linesOf } from './change-words.ts'
import { Lines } from './Lines.tsx'
import { MessageField } from './MessageField.tsx'
import { Trouble } from './Trouble.tsx'
import { useCommit } from './use-commit.ts'
import { workKey } from './work-key.ts'
import './git-dialog.css'

type Props = { agent: Agent; onDone: () => void; onClose: () => void }

/** What would be committed, and the message for it. */
export function CommitDialog({ agent, onDone, onClose }: Props) {
  const { result } = useCalled('commit.preview', { agentId: agent.id }, workKey(agent))
  const { message, setMessage, busy, fault, commit } = useCommit(agent.id, agent.hue, onDone)
  const files = result?.ok ? result.value : null
  const [shown, setShown] = useState<string | null>(null)
  const none = files?.length === 0

  return (
    <Dialog title={`Commit in ${agent.name}`} width="roomy" onClose={onClose}>
      <div className="dialog-content dialog-scroll git-dialog">
        {result && !result.ok ? <Trouble fault={result.fault} /> : null}
        {none ? <p className="git-none">There is nothing to commit: {agent.name} is clean.</p> : null}
        {files && !none ? (
          <section className="git-box" aria-label="Files to commit">
            <h3 className="git-box-head">
              {counted(files.length, 'file')} <Lines {...linesOf(files)} />
            </h3>
            <ChangedFiles label="Changed files" files={files} onOpen={({ path }) => setShown(path)} />
          </section>
        ) : null}
        {none ? null : (
          <MessageField label="Commit message" value={message} first onChange={setMessage} onSubmit={commit} />
        )}
        {fault ? <Trouble fault={fault} /> : null}
        <div className="dialog-foot">
          <span className="git-foot-note">
            {none ? null : (
              <>
                <Kbd keys={['Ctrl', 'Enter']} /> commit
              </>
            )}
          </span>
          <Button onClick={onClose}>{none ? 'Close' : 'Cancel'}</Button>
          {none ? null : (
            <Button tone="key" disabled={busy || message.trim() === '' || !files} onClick={commit}>
              {busy ? 'Committing' : 'Commit'}
            </Button>
          )}
        </div>
        {shown === null ? null : <ChangesDialog agent={agent} file={shown} onClose={() => setShown(null)} />}
      </div>
    </Dialog>
  )
}
