import { useState } from 'react'
import { explain } from '../../preload/protocol/explain.ts'
import type { Fault } from '../../preload/protocol/faults.ts'
import type { Spot } from '../../preload/protocol/search.ts'
import { Trouble } from '../git/Trouble.tsx'
import { nameOf } from '../marks/place-words.ts'
import { call } from '../state/project.ts'
import { useHost } from '../state/use.ts'
import { useCalled } from '../state/use-called.ts'
import { closeDialog, show } from '../state/view.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { goToEntry } from './go-to.ts'
import { SpotRows } from './SpotRows.tsx'
import './seen.css'

/**
 * A place that no open path has: what was said there, to be read, and the way back to it.
 *
 * `from` is where the look has moved to when more was asked for.
 */
export function SpotDialog({ entryId }: { entryId: string }) {
  const [from, setFrom] = useState(entryId)
  const { result, asking } = useCalled('search.entry', { entryId: from }, from)
  const spot = result?.ok ? result.value : null
  return (
    <Dialog title={spot ? titleOf(spot) : 'A place in a conversation'} width="wide" onClose={closeDialog}>
      {spot ? <p className="seen-where">{whereWords(spot)}</p> : null}
      {result && !result.ok ? <Trouble fault={result.fault} /> : null}
      <div className="seen-log" aria-busy={asking}>
        {spot ? <SpotRows key={spot.entryId} spot={spot} sought={entryId} onMove={setFrom} /> : null}
      </div>
      {spot ? <Ways spot={spot} sought={entryId} /> : null}
    </Dialog>
  )
}

const titleOf = ({ agent }: Spot) => `What was said in ${agent}`

function whereWords({ agent, closed, onPath }: Spot): string {
  if (closed) return `${agent} is closed. This is to be read; restoring the agent brings it back as it was.`
  if (onPath) return `This lies far up in ${agent}, so it is shown by itself.`
  return `${agent} has left this path. This is to be read; the model does not see it.`
}

/** What leads back to the place: restoring a closed agent, or rewinding to the nearest mark or message above it. */
function Ways({ spot, sought }: { spot: Spot; sought: string }) {
  const [fault, setFault] = useState<Fault | null>(null)
  const [busy, setBusy] = useState(false)
  const agent = useHost(({ agents }) => agents.find(({ id }) => id === spot.agentId)) ?? null
  const { place } = spot
  const rewinds = !spot.closed && !spot.onPath && place !== null && agent !== null && agent.kind !== 'sub'

  async function attempt(work: () => Promise<Fault | null>) {
    setBusy(true)
    const failed = await work()
    setBusy(false)
    setFault(failed)
  }

  async function restore(): Promise<Fault | null> {
    const restored = await call('agent.restore', { id: spot.agentId })
    if (!restored.ok) return restored.fault
    show(restored.value.view)
    return goToEntry(sought)
  }

  async function rewind(): Promise<Fault | null> {
    if (!place) return null
    const to = { kind: 'place', id: place.id } as const
    const { agentId } = spot
    const done = await call('rewind.run', { agentId, to, files: false, branch: false, present: null })
    if (!done.ok) return done.fault
    show(agentId)
    closeDialog()
    return null
  }

  return (
    <div className="dialog-foot seen-foot">
      {fault ? (
        <p className="seen-fault" role="alert">
          {explain(fault)}
        </p>
      ) : null}
      <Button onClick={closeDialog}>Close</Button>
      {spot.closed ? (
        <Button tone="key" disabled={busy} onClick={() => void attempt(restore)}>
          Restore {spot.agent}
        </Button>
      ) : null}
      {rewinds ? (
        <Button tone="key" disabled={busy} onClick={() => void attempt(rewind)}>
          {place.kind === 'mark'
            ? `Rewind ${spot.agent} to ⟡ ${nameOf(place)}`
            : `Rewind ${spot.agent} to this message`}
        </Button>
      ) : null}
    </div>
  )
}
