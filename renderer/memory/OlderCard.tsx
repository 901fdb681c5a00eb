import { useState } from 'react'
import type { Fault } from '../../preload/protocol/faults.ts'
import type { MemoryContent } from '../../preload/protocol/memory.ts'
import { Trouble } from '../git/Trouble.tsx'
import { Button } from '../ui/Button.tsx'

type Props = {
  read: MemoryContent
  onNewest: () => void
  /** Writes this version again; the fault where that failed. */
  onRestore: () => Promise<Fault | null>
}

/** Says that a newer version is there, and writes this one again as the newest. */
export function OlderCard({ read: { version, document }, onNewest, onRestore }: Props) {
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<Fault | null>(null)

  async function restore() {
    if (busy) return
    setBusy(true)
    setFault(await onRestore())
    setBusy(false)
  }

  return (
    <section className="document-older" aria-label="An older version">
      <p>
        This is version {version.version} of {document.version}.
      </p>
      <Button onClick={onNewest}>Show the newest</Button>
      <Button disabled={busy} onClick={() => void restore()}>
        Restore this version
      </Button>
      {fault ? <Trouble fault={fault} /> : null}
    </section>
  )
}
