import { unreachable } from '../../preload/protocol/result.ts'
import { AssistantRow } from './AssistantRow.tsx'
import { CallLine, ResultLine } from './CallLine.tsx'
import { MarkRow } from './MarkRow.tsx'
import { MemoryRow } from './MemoryRow.tsx'
import { NoticeRow } from './NoticeRow.tsx'
import type { Row } from './rows.ts'
import { SummaryRow } from './SummaryRow.tsx'
import { UserRow } from './UserRow.tsx'
import './lit.css'

type Props = {
  /** Null: nobody's conversation goes on here, and nothing can be done with it. */
  agentId: string | null
  row: Row
  /** The kind of the row above, on which the room between them depends. */
  after: Row['kind'] | 'start'
  /** It is what was looked for. */
  lit?: boolean
}

/** One row of the log. */
export function RowView({ agentId, row, after, lit = false }: Props) {
  return (
    <div className="row" data-row={row.kind} data-after={after} data-lit={lit || undefined}>
      {content(agentId, row)}
    </div>
  )
}

/** An id that no agent has: what is only looked at follows nobody. */
const nobody = ''

function content(agentId: string | null, row: Row) {
  switch (row.kind) {
    case 'user':
      return <UserRow entry={row.entry} pulled={row.pulled} />
    case 'assistant':
      return <AssistantRow agentId={agentId ?? nobody} rowKey={row.key} entry={row.entry} spent={row.spent} />
    case 'call':
      return <CallLine agentId={agentId ?? nobody} row={row} />
    case 'result':
      return <ResultLine foldKey={row.key} display={null} result={row.entry} />
    case 'mark':
      return <MarkRow agentId={agentId} entry={row.entry} />
    case 'summary':
      return <SummaryRow agentId={agentId} entry={row.entry} />
    case 'memory':
      return <MemoryRow entry={row.entry} />
    case 'notice':
      return <NoticeRow entry={row.entry} />
    default:
      return unreachable(row)
  }
}
