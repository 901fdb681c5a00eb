import { useState } from 'react'
import { useHost } from '../state/use.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { restoreAgent } from './restore-agent.ts'

/**
 * Agents that were closed, folded away; each can be brought back with its branch and its files.
 *
 * A button and a list, not `details`: a closed one anywhere on the page makes
 * Chromium take seconds to select all of a long text in the composer.
 */
export function ClosedAgents() {
  const closed = useHost(({ closed }) => closed) ?? []
  const [open, setOpen] = useState(false)
  const [restoring, setRestoring] = useState<string | null>(null)
  if (closed.length === 0) return null

  async function restore(id: string) {
    setRestoring(id)
    await restoreAgent(id)
    setRestoring(null)
  }

  return (
    <section className="side-closed">
      <button type="button" className="side-fold" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="fold" />
        Closed
        <span className="side-right">{closed.length}</span>
      </button>
      <ul hidden={!open}>
        {closed.map(({ id, name, closedAt }) => (
          <li key={id} className="side-row" title={`Closed on ${day.format(closedAt)}`}>
            <span className="side-name">{name}</span>
            <Button
              tone="quiet"
              className="side-restore"
              aria-label={`Restore ${name}`}
              disabled={restoring !== null}
              onClick={() => void restore(id)}
            >
              {restoring === id ? 'Restoring' : 'Restore'}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })
