import { memo } from 'react'
import { isNearlyFull } from '../../preload/protocol/context-window.ts'
import { windowOf } from '../context/window.ts'
import { count, dollars } from '../conversation/words.ts'
import { useAgent, useHost } from '../state/use.ts'

/** How much of what the model can read is used, and what the agent cost so far. */
export const ContextMeter = memo(function ContextMeter({ agentId }: { agentId: string }) {
  const agent = useAgent(agentId)
  const window = useHost((state) => (agent ? windowOf(agent, state) : null))
  if (!agent || (agent.contextTokens === 0 && !agent.usage.cost)) return null
  const { contextTokens, usage } = agent
  const full = window ? Math.min(1, contextTokens / window) : null
  const parts = [window ? `${count(contextTokens)} of ${count(window)}` : `${count(contextTokens)} tokens`]
  if (usage.cost) parts.push(dollars(usage.cost))
  return (
    <span
      className="meter"
      data-full={full !== null && isNearlyFull(contextTokens, window)}
      title={`This path has ${contextTokens.toLocaleString('en')} tokens${window ? ` of ${window.toLocaleString('en')} that fit` : ''}. In all: ${count(usage.input)} read, ${count(usage.output)} written.`}
    >
      {full !== null && (
        <span className="meter-bar" aria-hidden="true">
          <span style={{ width: `${full * 100}%` }} />
        </span>
      )}
      {parts.join(' · ')}
    </span>
  )
})
