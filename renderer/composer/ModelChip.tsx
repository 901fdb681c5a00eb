import { memo } from 'react'
import { focusComposer, insertText } from '../state/composer-port.ts'
import { useAgent, useHost } from '../state/use.ts'

/** Which model answers. A press begins the command that changes it. */
export const ModelChip = memo(function ModelChip({ agentId }: { agentId: string }) {
  const agent = useAgent(agentId)
  const model = useHost((state) => state.model)
  if (!agent || !model) return null
  const demo = model.provider === 'demo'
  const name = demo ? 'demo model' : (agent.model ?? model.name)
  return (
    <button
      type="button"
      className="chip"
      title={demo ? 'A script answers; its tool calls are real' : `${model.baseUrl}. Change it with /model`}
      onClick={() => {
        insertText('/model ')
        focusComposer()
      }}
    >
      {name}
    </button>
  )
})
