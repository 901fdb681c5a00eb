import { useState } from 'react'
import { explain } from '../../preload/protocol/explain.ts'
import type { Fault } from '../../preload/protocol/faults.ts'
import { memoryName } from '../../preload/protocol/memory.ts'
import { Trouble } from '../git/Trouble.tsx'
import { call } from '../state/project.ts'
import { useCalled } from '../state/use-called.ts'
import { closeDialog } from '../state/view.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { fateWords } from './words.ts'

/** Says who refers to a document before it is deleted. It goes nowhere while an open agent has it on its path. */
export function DeleteDialog({ number, onClose }: { number: number; onClose: () => void }) {
  const { result } = useCalled('memory.read', { number, version: null }, '')
  const [fault, setFault] = useState<Fault | null>(null)
  const [busy, setBusy] = useState(false)
  const read = result?.ok ? result.value : null
  const used = read !== null && read.usedBy.length > 0

  async function remove() {
    if (busy || !read || used) return
    setBusy(true)
    const deleted = await call('memory.delete', { number })
    setBusy(false)
    if (!deleted.ok) return setFault(deleted.fault)
    closeDialog()
    // Its line, which had the focus, is gone.
    requestAnimationFrame(() => document.querySelector<HTMLElement>('.memory-list [tabindex="0"]')?.focus())
  }

  return (
    <Dialog title={`Delete ${read ? memoryName(read.document) : `#mem-${number}`}`} onClose={onClose}>
      <div className="dialog-content">
        {result && !result.ok ? <Trouble fault={result.fault} /> : null}
        {read ? <p className="memory-deleting">{read.document.title}</p> : null}
        {read && !used ? <p>{fateWords(read.references)} It can be brought back.</p> : null}
        {used ? <p>{explain({ kind: 'memory-in-use', number, agents: read.usedBy })}</p> : null}
        {fault ? <Trouble fault={fault} /> : null}
        <div className="dialog-foot">
          <Button onClick={onClose}>{used ? 'Close' : 'Cancel'}</Button>
          {used ? null : (
            <Button tone="key" data-first aria-disabled={!read || busy} onClick={() => void remove()}>
              Delete
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  )
}
