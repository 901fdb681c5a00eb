import { ChordKeys } from '../palette/ChordKeys.tsx'
import { act } from '../state/do.ts'
import { Button } from '../ui/Button.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { ApprovalMenu } from './ApprovalMenu.tsx'
import { ContextMeter } from './ContextMeter.tsx'
import { ModelChip } from './ModelChip.tsx'

type Props = { agentId: string; running: boolean; blank: boolean; offering: boolean; onSend: () => void }

/** Below the text: how the agent asks, which model serves, how full its context is, and what the keys do. */
export function ComposerFoot({ agentId, running, blank, offering, onSend }: Props) {
  return (
    <div className="composer-foot">
      <ApprovalMenu agentId={agentId} />
      <ModelChip agentId={agentId} />
      <ContextMeter agentId={agentId} />
      <span className="composer-buttons">
        {offering && (
          <span className="composer-offer">
            <Kbd keys={['Tab']} /> takes it
          </span>
        )}
        {running && (
          <Button tone="quiet" onClick={() => void act('run.stop', { agentId })}>
            <span aria-hidden="true">
              <ChordKeys action="stop-run" />
            </span>
            Stop
          </Button>
        )}
        <Button tone="quiet" onClick={() => void act('mark.set', { agentId, label: null })}>
          <span aria-hidden="true">
            <ChordKeys action="mark" />
          </span>
          Mark
        </Button>
        <Button tone="quiet" disabled={blank} onClick={onSend}>
          <span aria-hidden="true">
            <Kbd keys={['Enter']} />
          </span>
          {running ? 'Queue' : 'Send'}
        </Button>
      </span>
    </div>
  )
}
