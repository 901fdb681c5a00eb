import type { Entry, EntryOf, ToolCall } from '../../preload/protocol/entry.ts'

/** What one line of the conversation shows. Entries make rows; a call and its result share one. */
export type Row =
  | { kind: 'user'; key: string; entry: EntryOf<'user'> }
  /** Without an entry: the reply that is being written. */
  | { kind: 'assistant'; key: string; entry: EntryOf<'assistant'> | null }
  | CallRow
  /** A result whose call lies before what is loaded. */
  | { kind: 'result'; key: string; entry: EntryOf<'tool_result'> }
  | { kind: 'notice'; key: string; entry: EntryOf<'notice'> }

export type CallRow = {
  kind: 'call'
  key: string
  call: ToolCall
  result: EntryOf<'tool_result'> | null
  /** When the call could begin: its reply ended, or the call before it did. */
  since: number
  /** Its turn has come: the calls before it have their results. */
  next: boolean
}

/**
 * The rows of a stretch of a path.
 *
 * A reply that only calls tools makes no row of its own, so that lines of
 * calls stand together. Its row keeps the key it had while it was written.
 */
export function rowsOf(entries: readonly Entry[], replyOf: Readonly<Record<string, string>>): Row[] {
  const rows: Row[] = []
  const calls = new Map<string, CallRow>()
  for (const entry of entries) {
    if (entry.kind === 'user') rows.push({ kind: 'user', key: entry.id, entry })
    if (entry.kind === 'notice') rows.push({ kind: 'notice', key: entry.id, entry })
    if (entry.kind === 'assistant') {
      if (speaks(entry)) rows.push({ kind: 'assistant', key: replyOf[entry.id] ?? entry.id, entry })
      for (const [index, call] of entry.payload.toolCalls.entries()) {
        const row = lineOf(call, `${entry.id}/${index}`, entry.createdAt, index === 0)
        calls.set(call.id, row)
        rows.push(row)
      }
    }
    if (entry.kind === 'tool_result') {
      const row = calls.get(entry.payload.callId)
      if (row && row.result === null) settle(rows, row, entry)
      else rows.push({ kind: 'result', key: entry.id, entry })
    }
  }
  return rows
}

const lineOf = (call: ToolCall, key: string, since: number, next: boolean): CallRow => ({
  kind: 'call',
  key,
  call,
  result: null,
  since,
  next,
})

function settle(rows: Row[], row: CallRow, entry: EntryOf<'tool_result'>) {
  row.result = entry
  const following = rows.slice(rows.lastIndexOf(row)).find((other) => other.kind === 'call' && other.result === null)
  if (following?.kind !== 'call') return
  following.next = true
  following.since = entry.createdAt
}

/** Whether a reply has something to show beside its calls. */
function speaks({ payload }: EntryOf<'assistant'>): boolean {
  return (
    payload.text.trim() !== '' ||
    payload.reasoning.trim() !== '' ||
    payload.toolCalls.length === 0 ||
    payload.end !== 'complete'
  )
}
