import { unreachable } from '../../preload/protocol/result.ts'
import { AssistantRow } from './AssistantRow.tsx'
import { CallLine, ResultLine } from './CallLine.tsx'
import { MarkRow } from './MarkRow.tsx'
import { MemoryRow } from './MemoryRow.tsx'
import { NoticeRow } from './NoticeRow.tsx'
import type { Row } from './rows.ts'
import { UserRow } from './UserRow.tsx'

/** One row of the log. `after` is the kind of the row above, on which the room between them depends. */
export function RowView({ agentId, row, after }: { agentId: string; row: Row; after: Row['kind'] | 'start' }) {
  return (
    <div className="row" data-row={row.kind} data-after={after}>
      {content(agentId, row)}
    </div>
  )
}

function content(agentId: string, row: Row) {
  switch (row.kind) {
    case 'user':
      return <UserRow entry={row.entry} pulled={row.pulled} />
    case 'assistant':
      return <AssistantRow agentId={agentId} rowKey={row.key} entry={row.entry} spent={row.spent} />
    case 'call':
      return <CallLine agentId={agentId} row={row} />
    case 'result':
      return <ResultLine foldKey={row.key} display={null} result={row.entry} />
    case 'mark':
      return <MarkRow agentId={agentId} entry={row.entry} />
    case 'memory':
      return <MemoryRow entry={row.entry} />
    case 'notice':
      return <NoticeRow entry={row.entry} />
    default:
      return unreachable(row)
  }
}
