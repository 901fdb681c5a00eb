import type { Entry, EntryOf, ToolCall, Usage } from '../../preload/protocol/entry.ts'
import { addUsage } from '../../preload/protocol/reduce.ts'

/** What one line of the conversation shows. Entries make rows; a call and its result share one. */
export type Row =
  | { kind: 'user'; key: string; entry: EntryOf<'user'>; pulled: Pulled }
  | AssistantRow
  | CallRow
  /** A result whose call lies before what is loaded. */
  | { kind: 'result'; key: string; entry: EntryOf<'tool_result'> }
  | { kind: 'notice'; key: string; entry: EntryOf<'notice'> }
  | { kind: 'mark'; key: string; entry: EntryOf<'mark'> }
  | { kind: 'memory'; key: string; entry: EntryOf<'memory'> }
  | { kind: 'summary'; key: string; entry: EntryOf<'summary'> }

/** Which version of a document was at hand, by the names it may be referred to by. */
export type Pulled = Readonly<Record<string, { number: number; version: number }>>

const none: Pulled = {}

export type AssistantRow = {
  kind: 'assistant'
  key: string
  /** Null: the reply that is being written. */
  entry: EntryOf<'assistant'> | null
  /** What the whole run used, on the reply that ends it. */
  spent: Usage | null
}

export type CallRow = {
  kind: 'call'
  key: string
  call: ToolCall
  result: EntryOf<'tool_result'> | null
  /** `next`: its turn has come. `never`: the conversation went on without it. */
  turn: 'waits' | 'next' | 'never'
  /** When its turn came: its reply ended, or the call before it did. */
  since: number
}

/**
 * The rows of a stretch of a path.
 *
 * A reply that only calls tools makes no row of its own, so that lines of
 * calls stand together. Its row keeps the key it had while it was written.
 */
export function rowsOf(entries: readonly Entry[], replyOf: Readonly<Record<string, string>>): Row[] {
  const rows: Row[] = []
  let open: CallRow[] = []
  let spent: Usage | null = null
  let pulled = none
  for (const entry of entries) {
    switch (entry.kind) {
      case 'user':
        open = abandon(open)
        spent = null
        // Most messages name no document, and are drawn anew for none.
        rows.push({ kind: 'user', key: entry.id, entry, pulled: entry.payload.text.includes('#mem-') ? pulled : none })
        break
      case 'memory':
        pulled = { ...pulled, ...namesOf(entry) }
        rows.push({ kind: 'memory', key: entry.id, entry })
        break
      case 'notice':
        rows.push({ kind: 'notice', key: entry.id, entry })
        break
      case 'summary':
        rows.push({ kind: 'summary', key: entry.id, entry })
        break
      case 'mark':
        rows.push({ kind: 'mark', key: entry.id, entry })
        break
      case 'assistant': {
        abandon(open)
        const { usage, toolCalls } = entry.payload
        if (usage) spent = spent ? addUsage(spent, usage) : usage
        const last = toolCalls.length === 0
        if (speaks(entry))
          rows.push({ kind: 'assistant', key: replyOf[entry.id] ?? entry.id, entry, spent: last ? spent : null })
        open = toolCalls.map((call, index) => callRow(call, `${entry.id}/${index}`, entry.createdAt, index))
        rows.push(...open)
        break
      }
      case 'tool_result': {
        const row = open.find(({ call, result }) => result === null && call.id === entry.payload.callId)
        if (row) settle(open, row, entry)
        else rows.push({ kind: 'result', key: entry.id, entry })
      }
    }
  }
  return rows
}

/** Whether an entry is what a row shows. */
export function holds(row: Row, entryId: string): boolean {
  return row.kind === 'call' ? row.result?.id === entryId : row.entry?.id === entryId
}

function namesOf({ payload: { number, alias, version } }: EntryOf<'memory'>): Pulled {
  return { [number]: { number, version }, ...(alias === null ? {} : { [alias]: { number, version } }) }
}

const callRow = (call: ToolCall, key: string, since: number, index: number): CallRow => ({
  kind: 'call',
  key,
  call,
  result: null,
  turn: index === 0 ? 'next' : 'waits',
  since,
})

function settle(open: CallRow[], row: CallRow, entry: EntryOf<'tool_result'>) {
  row.result = entry
  const following = open.find(({ result }) => result === null)
  if (following?.turn !== 'waits') return
  following.turn = 'next'
  following.since = entry.createdAt
}

function abandon(open: CallRow[]): CallRow[] {
  for (const row of open) if (row.result === null) row.turn = 'never'
  return []
}

/** Whether a reply has something to show beside its calls. */
function speaks({ payload: { text, reasoning, toolCalls, end } }: EntryOf<'assistant'>): boolean {
  return text.trim() !== '' || reasoning.trim() !== '' || toolCalls.length === 0 || end !== 'complete'
}
