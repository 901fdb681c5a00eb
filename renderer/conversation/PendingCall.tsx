import { useAgent } from '../state/use.ts'
import { ApprovalCard } from './ApprovalCard.tsx'
import { CallWords } from './CallWords.tsx'
import type { CallRow } from './rows.ts'
import { useConversation, useNow } from './use-conversation.ts'
import { duration, lastLines, plainOutput } from './words.ts'

const tailLines = 8

/** A call without a result: it asks, runs (with the newest of its output), waits for its turn, or never ran. */
export function PendingCall({ agentId, row }: { agentId: string; row: CallRow }) {
  const agent = useAgent(agentId)
  const output = useConversation(agentId, (view) => view.open?.outputs[row.call.id]?.text ?? null)
  const approval = row.turn === 'never' ? undefined : agent?.approvals.find(({ callId }) => callId === row.call.id)
  const running = agent?.run.state === 'running' && (row.turn === 'next' || output !== null)
  if (approval) return <ApprovalCard agentId={agentId} approval={approval} />
  return (
    <div className="call" data-pending={running}>
      <div className="call-line">
        <CallWords display={row.call.display} />
        <span className="call-outcome">
          {running ? (
            <Elapsed since={row.since} />
          ) : row.turn === 'waits' && agent?.run.state === 'running' ? (
            'waits'
          ) : (
            'not run'
          )}
        </span>
        <span className="chevron">{running && <span className="ring" />}</span>
      </div>
      {running && output !== null && (
        <pre className="call-tail">{lastLines(plainOutput(output.slice(-20_000)), tailLines)}</pre>
      )}
    </div>
  )
}

function Elapsed({ since }: { since: number }) {
  const now = useNow(true)
  return duration(now - since)
}
