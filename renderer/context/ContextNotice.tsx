import { useState } from 'react'
import { useStore } from 'zustand'
import { isNearlyFull } from '../../preload/protocol/context-window.ts'
import type { Agent, State } from '../../preload/protocol/state.ts'
import { count } from '../conversation/words.ts'
import { useAgent, useHost } from '../state/use.ts'
import { Alert } from '../ui/Alert.tsx'
import { summingStore, sumUp } from './sum-up.ts'
import { modelOf, windowOf } from './window.ts'
import './context.css'

/** How much more must be said before it is proposed again to somebody who did not want it, as a part of what it was. */
const again = 1.1

/** Said above the composer when a conversation comes near to what its model can read. It must be keyed by its agent. */
export function ContextNotice({ agentId }: { agentId: string }) {
  const agent = useAgent(agentId)
  const words = useHost((state) => (agent && proposes(agent, state) ? proposal(agent, state) : null))
  const summing = useStore(summingStore, (all) => all[agentId] ?? false)
  const [declined, setDeclined] = useState(0)
  if (summing)
    return (
      <div className="context-notice">
        <Alert tone="ok">A summary is being written. Nothing changes until it is there, and Esc stops it.</Alert>
      </div>
    )
  if (!agent || words === null || agent.run.state === 'running') return null
  if (agent.contextTokens <= declined * again && !isFull(agent)) return null
  return (
    <div className="context-notice">
      <Alert
        tone="warn"
        action={{ label: 'Put a summary in its place', run: () => void sumUp(agentId) }}
        onDismiss={() => setDeclined(agent.contextTokens)}
      >
        {words}
      </Alert>
    </div>
  )
}

/** A sub-agent's conversation is its parent's concern. */
function proposes(agent: Agent, state: State): boolean {
  return agent.kind !== 'sub' && (isFull(agent) || isNearlyFull(agent.contextTokens, windowOf(agent, state)))
}

const isFull = ({ run }: Agent) => run.state === 'broken' && run.fault.kind === 'context-full'

function proposal(agent: Agent, state: State): string {
  const window = windowOf(agent, state)
  const tokens = count(agent.contextTokens)
  const model = modelOf(agent, state)
  const how = isFull(agent)
    ? `This conversation is longer than ${model} can read.`
    : window === null
      ? `This conversation has ${tokens} tokens, which may soon be more than ${model} can read.`
      : `This conversation has ${tokens} of the ${count(window)} tokens there is room for.`
  return `${how} A summary by ${model} makes room; a mark keeps what was said, and /rewind --undo goes back to it.`
}
