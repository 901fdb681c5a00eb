import { act } from '../state/do.ts'
import { useAgent, useHost } from '../state/use.ts'
import { openAsk, question } from '../state/view.ts'
import { Alert } from '../ui/Alert.tsx'
import { offerWords } from './announce.ts'
import { branchName } from './holders.ts'

/** Said above the conversation of an agent that has solved its conflicts: the merge is offered again. */
export function OfferNotice({ agentId }: { agentId: string }) {
  const agent = useAgent(agentId)
  const offer = useHost(({ awaited }) => awaited.find((merge) => merge.agentId === agentId && merge.offered))
  const called = useHost(({ agents }) => (offer ? branchName(agents, offer.target) : null))
  if (!agent || !offer || called === null) return null
  const { target, rest } = offer
  return (
    <Alert
      tone="ok"
      action={{ label: 'Merge', run: () => openAsk(question({ kind: 'merge', agentId, target }, rest)) }}
      onDismiss={() => void act('merge.decline', { agentId })}
    >
      {offerWords(agent.name, called)}.
    </Alert>
  )
}
