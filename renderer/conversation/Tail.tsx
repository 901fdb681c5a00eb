import { useState } from 'react'
import { explain } from '../../preload/protocol/explain.ts'
import type { Fault } from '../../preload/protocol/faults.ts'
import type { Agent } from '../../preload/protocol/state.ts'
import { workingBelow } from '../agents/below.ts'
import { call } from '../state/project.ts'
import { useAgent, useHost } from '../state/use.ts'
import { openDialog } from '../state/view.ts'
import { Button } from '../ui/Button.tsx'
import { ApprovalCard } from './ApprovalCard.tsx'
import { CallWords } from './CallWords.tsx'
import { Queue } from './Queue.tsx'
import type { CallRow } from './rows.ts'
import { useConversation, useNow } from './use-conversation.ts'
import { count, duration } from './words.ts'

/** What stands below the last entry: how the run goes or how it ended, and what waits. `pending`: calls without a result. */
export function Tail({ agentId, pending }: { agentId: string; pending: readonly CallRow[] }) {
  const agent = useAgent(agentId)
  if (!agent) return null
  const homeless = agent.approvals.filter(({ callId }) => !pending.some((row) => row.call.id === callId))
  return (
    <div className="tail">
      {homeless.map((approval) => (
        <ApprovalCard key={approval.id} agentId={agentId} approval={approval} />
      ))}
      <Waiting agent={agent} />
      <Going agent={agent} busy={pending.length > 0} />
      {agent.run.state === 'broken' && <Broken agentId={agentId} fault={agent.run.fault} />}
      <Queue agentId={agentId} queue={agent.queue} />
    </div>
  )
}

/** An agent whose own run is over while others work for it is not done. */
function Waiting({ agent }: { agent: Agent }) {
  const below = useHost(({ agents }) => workingBelow(agents, agent.id)) ?? ''
  if (below === '' || agent.run.state === 'running') return null
  return (
    <p className="going">
      <span className="ring" /> {below} at work for {agent.name}: what comes of it is reported here
    </p>
  )
}

function Going({ agent, busy }: { agent: Agent; busy: boolean }) {
  const drafting = useConversation(agent.id, (view) => view.open?.drafting ?? null)
  const writing = useConversation(agent.id, (view) => (view.open?.reply?.text ?? '') !== '')
  if (agent.run.state !== 'running') return null
  if (agent.run.retry) return <Retrying {...agent.run.retry} />
  if (drafting)
    return (
      <div className="call" data-pending="true">
        <div className="call-line">
          <CallWords display={drafting.display} />
          <span className="call-outcome">writing · {count(drafting.length)} characters</span>
          <span className="chevron">
            <span className="ring" />
          </span>
        </div>
      </div>
    )
  if (busy || writing || agent.approvals.length > 0) return null
  return <Working since={agent.run.since} />
}

function Working({ since }: { since: number }) {
  const now = useNow(true)
  return (
    <p className="going">
      <span className="ring" /> Working <span className="going-time">{duration(now - since)}</span>
    </p>
  )
}

function Retrying({ attempt, at, reason }: { attempt: number; at: number; reason: string }) {
  const now = useNow(true)
  const left = at - now
  return (
    <p className="going going-retry">
      <span className="ring" />
      {left > 0 ? `Asked again in ${duration(left + 999)}` : 'Asking again'}: {reason}
      <span className="going-time">try {attempt}</span>
    </p>
  )
}

const keyFaults = new Set<Fault['kind']>([
  'key-missing',
  'key-refused',
  'model-not-found',
  'quota-spent',
  'model-unreachable',
])

function Broken({ agentId, fault }: { agentId: string; fault: Fault }) {
  const [failed, setFailed] = useState<Fault | null>(null)
  const [sent, setSent] = useState(false)

  async function goOn() {
    setSent(true)
    const result = await call('run.continue', { agentId })
    setSent(false)
    if (!result.ok) setFailed(result.fault)
  }

  return (
    <div className="broken" data-calm={fault.kind === 'stopped' || fault.kind === 'step-limit'}>
      <p role="alert">{explain(failed ?? fault)}</p>
      {keyFaults.has(fault.kind) && <Button onClick={() => openDialog('settings')}>Open Settings</Button>}
      <Button disabled={sent} onClick={() => void goOn()}>
        Continue
      </Button>
    </div>
  )
}
