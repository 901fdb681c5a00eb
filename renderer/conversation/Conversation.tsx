import { useEffect } from 'react'
import { explain } from '../../preload/protocol/explain.ts'
import { conversations } from '../state/conversation.ts'
import { useAgent } from '../state/use.ts'
import { Alert } from '../ui/Alert.tsx'
import { EmptyPage } from './EmptyPage.tsx'
import { Log } from './Log.tsx'
import { useApprovalKeys } from './use-approval-keys.ts'
import { useConversation } from './use-conversation.ts'
import './conversation.css'
import './calls.css'
import './mark.css'
import '../memory/reference.css'
import './tail.css'

/** The conversation of one agent: what is known of it at once, and the rest as the host answers. */
export function Conversation({ agentId }: { agentId: string }) {
  const agent = useAgent(agentId)
  const entries = useConversation(agentId, (view) => view.open?.entries ?? null)
  const replyOf = useConversation(agentId, (view) => view.open?.replyOf ?? null)
  const fault = useConversation(agentId, (view) => view.fault)
  const blank = entries?.length === 0 && agent?.run.state === 'idle' && agent.queue.length === 0
  useEffect(() => void conversations.show(agentId), [agentId])
  useApprovalKeys(agentId)
  return (
    <section className="conversation" aria-label={agent?.name} data-hue={agent?.hue}>
      {fault && (
        <Alert action={{ label: 'Try again', run: () => void conversations.show(agentId) }}>{explain(fault)}</Alert>
      )}
      {agent && blank ? (
        <EmptyPage agent={agent} />
      ) : entries && replyOf ? (
        <Log key={agentId} agentId={agentId} entries={entries} replyOf={replyOf} />
      ) : (
        <div className="log-frame" aria-busy={fault === null} />
      )}
    </section>
  )
}
