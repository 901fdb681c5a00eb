import { useReferenceDrop } from '../memory/drag.ts'
import { addText } from '../state/composer-port.ts'
import { useAgent } from '../state/use.ts'
import { MessageBox } from './MessageBox.tsx'
import { ReadOnly } from './ReadOnly.tsx'
import './composer.css'

/** Where a message to the shown agent is written. A sub-agent takes messages from its parent only. */
export function Composer({ agentId }: { agentId: string }) {
  const agent = useAgent(agentId)
  const drop = useReferenceDrop(addText)
  if (!agent) return null
  if (agent.kind === 'sub')
    return (
      <div className="composer">
        <ReadOnly agent={agent} />
      </div>
    )
  return (
    <div className="composer" data-hue={agent.hue} data-drop={drop.over || undefined} {...drop.hears}>
      <MessageBox
        key={agentId}
        agentId={agentId}
        name={agent.name}
        draft={agent.draft}
        offer={agent.offer}
        running={agent.run.state === 'running'}
      />
    </div>
  )
}
