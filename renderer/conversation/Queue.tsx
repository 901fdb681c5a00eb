import type { Queued } from '../../preload/protocol/state.ts'
import { drafts } from '../composer/drafts.ts'
import { focusComposer } from '../state/composer-port.ts'
import { call } from '../state/project.ts'
import { Button } from '../ui/Button.tsx'

/** Messages that wait for the run to end. One that is taken back can be changed in the composer. */
export function Queue({ agentId, queue }: { agentId: string; queue: Queued[] }) {
  if (queue.length === 0) return null

  async function takeBack(id: string) {
    const result = await call('message.unqueue', { agentId, id })
    // Not there any more: it was sent, and the conversation shows it.
    if (!result.ok) return
    drafts.giveBack(agentId, result.value.text)
    focusComposer()
  }

  return (
    <ul className="queue" aria-label="Waiting messages">
      {queue.map(({ id, text }) => (
        <li key={id}>
          <span className="queue-when">next</span>
          <span className="queue-text">{text}</span>
          <Button tone="quiet" onClick={() => void takeBack(id)}>
            Take back
          </Button>
        </li>
      ))}
    </ul>
  )
}
