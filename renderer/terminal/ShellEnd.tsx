import { useState } from 'react'
import { explain } from '../../preload/protocol/explain.ts'
import type { Fault } from '../../preload/protocol/faults.ts'
import type { Terminal } from '../../preload/protocol/state.ts'
import { call } from '../state/project.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { panelStore } from './panel.ts'

/** Ends the shell that is shown. Where a program runs in it, it asks first. */
export function ShellEnd({ shell }: { shell: Terminal }) {
  const [fault, setFault] = useState<Fault | null>(null)
  const [asking, setAsking] = useState(false)

  async function end(anyway: boolean) {
    const ended = await call('terminal.close', { id: shell.id, anyway })
    if (ended.ok) panelStore.setState({ asked: null })
    setFault(ended.ok ? null : ended.fault)
    setAsking(!ended.ok)
  }

  return (
    <>
      <Button tone="quiet" onClick={() => void end(false)}>
        Close shell
      </Button>
      {asking && fault ? (
        <Dialog title="Close this shell?" onClose={() => setAsking(false)}>
          <div className="dialog-content">
            <p>{explain(fault)}</p>
          </div>
          <div className="dialog-foot">
            <Button onClick={() => setAsking(false)}>Keep it</Button>
            {fault.kind === 'terminal-busy' ? (
              <Button tone="key" onClick={() => void end(true)}>
                Close anyway
              </Button>
            ) : null}
          </div>
        </Dialog>
      ) : null}
    </>
  )
}
