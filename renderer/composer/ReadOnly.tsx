import type { Agent } from '../../preload/protocol/state.ts'
import { act } from '../state/do.ts'
import { useAgent } from '../state/use.ts'
import { show } from '../state/view.ts'
import { Button } from '../ui/Button.tsx'
import { ContextMeter } from './ContextMeter.tsx'

/** In place of the text box of a sub-agent: why there is none, and whom to talk to. */
export function ReadOnly({ agent }: { agent: Agent }) {
  const parent = useAgent(agent.parentId)
  return (
    <div className="composer-closed">
      <p>
        {agent.name} works for {parent?.name ?? 'another agent'} and takes no messages from you.
        {parent ? ` Tell ${parent.name} what it should do; what comes of it is reported there.` : ''}
      </p>
      <div className="composer-foot">
        <ContextMeter agentId={agent.id} />
        <span className="composer-buttons">
          {agent.run.state === 'running' ? (
            <Button tone="quiet" onClick={() => void act('run.stop', { agentId: agent.id })}>
              Stop
            </Button>
          ) : null}
          {parent ? (
            <Button data-home onClick={() => show(parent.id)}>
              Talk to {parent.name}
            </Button>
          ) : null}
        </span>
      </div>
    </div>
  )
}
