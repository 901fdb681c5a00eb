import type { Entry, ToolDisplay } from '../../preload/protocol/entry.ts'
import type { Event } from '../../preload/protocol/events.ts'
import type { ConversationChunk, Partial } from '../../preload/protocol/wire.ts'

/** The model's answer while it is being written. */
export type Reply = { replyId: string; text: string; reasoning: string }
/** What a running command printed; `at` is the offset at which the kept text begins. */
export type Output = { at: number; text: string }
/** A tool call whose arguments are being written. */
export type Drafting = { replyId: string; display: ToolDisplay; length: number }

/** One conversation as the page holds it: the newest stretch of its path and what is not an entry yet. */
export type OpenConversation = {
  agentId: string
  /** Oldest first. */
  entries: readonly Entry[]
  /** More lies before the first entry. */
  earlier: boolean
  head: string | null
  /** Events up to this number are in here. */
  n: number
  reply: Reply | null
  drafting: Drafting | null
  outputs: Readonly<Record<string, Output>>
  /** Which reply an entry was while it was written, so that its row stays the same row. */
  replyOf: Readonly<Record<string, string>>
  /** Replies that are over: a late chunk must not wake them. */
  ended: readonly string[]
}

export type Answer = { entries: Entry[]; earlier: boolean; n: number; head: string | null; partial: Partial }

/** What a step leaves and what must be asked of the host because of it. */
export type Step = { next: OpenConversation; ask: 'nothing' | 'partial' | 'reopen' }

const keptOutput = 200_000
const keptEnded = 20
const fine = (next: OpenConversation): Step => ({ next, ask: 'nothing' })

/**
 * The conversation as `conversation.open` tells it.
 *
 * Entries that were here already stay the same objects, and earlier stretches
 * stay where the answer joins them: coming back to a conversation moves nothing.
 */
export function opened(agentId: string, answer: Answer, previous: OpenConversation | null): OpenConversation {
  const known = new Map(previous?.entries.map((entry) => [entry.id, entry]))
  const fresh = answer.entries.map((entry) => known.get(entry.id) ?? entry)
  const joint = previous && fresh[0] ? previous.entries.indexOf(fresh[0]) : -1
  const before = previous && joint > 0 ? previous.entries.slice(0, joint) : []
  const bare: OpenConversation = {
    agentId,
    entries: [...before, ...fresh],
    earlier: previous && joint > 0 ? previous.earlier : answer.earlier,
    head: answer.head,
    n: answer.n,
    reply: null,
    drafting: null,
    outputs: {},
    replyOf: previous?.replyOf ?? {},
    ended: previous?.ended ?? [],
  }
  return withPartial(bare, answer.partial)
}

/** What is not an entry yet, as `conversation.partial` tells it. */
export function withPartial(open: OpenConversation, partial: Partial): OpenConversation {
  const reply = partial.reply && !isOver(open, partial.reply.replyId) ? partial.reply : null
  const outputs = Object.fromEntries(
    partial.outputs
      .filter(({ callId }) => !hasResult(open, callId))
      .map(({ callId, at, text }) => [callId, { at, text }]),
  )
  return { ...open, reply, outputs, drafting: reply && open.drafting?.replyId === reply.replyId ? open.drafting : null }
}

/** An earlier stretch put before the rest. Ignored when it does not end where the rest begins. */
export function withEarlier(open: OpenConversation, entries: Entry[], earlier: boolean): OpenConversation {
  const last = entries.at(-1)
  if (last && open.entries[0]?.parentId !== last.id) return open
  return { ...open, entries: [...entries, ...open.entries], earlier }
}

/** The conversation after event `n`. Events that it holds already change nothing. */
export function afterEvent(open: OpenConversation, n: number, event: Event): Step {
  if (n <= open.n) return fine(open)
  const at = { ...open, n }
  if (event.type === 'entry-appended' && event.entry.agentId === open.agentId) return afterEntry(at, event.entry)
  if (event.type === 'head-moved' && event.agentId === open.agentId)
    return event.head === open.head ? fine(at) : { next: at, ask: 'reopen' }
  if (event.type === 'run-changed' && event.agentId === open.agentId && event.run.state !== 'running')
    return fine({ ...endReply(at), outputs: {} })
  return fine(open)
}

function afterEntry(open: OpenConversation, entry: Entry): Step {
  if (open.entries.some(({ id }) => id === entry.id)) return fine(open)
  if (entry.parentId !== open.head) return { next: open, ask: 'reopen' }
  const next = { ...open, entries: [...open.entries, entry], head: entry.id }
  if (entry.kind === 'assistant') {
    const replyOf = open.reply ? { ...open.replyOf, [entry.id]: open.reply.replyId } : open.replyOf
    return fine({ ...endReply(next), replyOf })
  }
  if (entry.kind === 'tool_result') {
    const { [entry.payload.callId]: _ended, ...outputs } = open.outputs
    return fine({ ...next, outputs })
  }
  return fine(next)
}

/** The conversation after one more piece of text. What overlaps is cut; a hole asks for the whole. */
export function afterChunk(open: OpenConversation, chunk: ConversationChunk): Step {
  if (chunk.agentId !== open.agentId) return fine(open)
  if (chunk.kind === 'output') {
    if (hasResult(open, chunk.callId)) return fine(open)
    const output = open.outputs[chunk.callId] ?? { at: 0, text: '' }
    const joined = join(output.at, output.text, chunk.at, chunk.text)
    if (joined === null) return { next: open, ask: 'partial' }
    const cut = Math.max(0, joined.length - keptOutput)
    return fine({
      ...open,
      outputs: { ...open.outputs, [chunk.callId]: { at: output.at + cut, text: joined.slice(cut) } },
    })
  }
  if (isOver(open, chunk.replyId)) return fine(open)
  const known = open.reply?.replyId === chunk.replyId ? open.reply : null
  const reply = known ?? { replyId: chunk.replyId, text: '', reasoning: '' }
  if (chunk.kind === 'drafting') {
    const { replyId, display, length } = chunk
    return fine({ ...open, reply, drafting: { replyId, display, length } })
  }
  const joined = join(0, reply[chunk.part], chunk.at, chunk.text)
  if (joined === null) return { next: open, ask: 'partial' }
  return fine({ ...open, reply: { ...reply, [chunk.part]: joined }, drafting: known ? open.drafting : null })
}

/** `text` (which begins at `start`) with `more` (which begins at `at`) behind it; null when there is a hole between. */
function join(start: number, text: string, at: number, more: string): string | null {
  const end = start + text.length
  if (at > end) return null
  const known = end - at
  return known >= more.length ? text : text + more.slice(known)
}

function endReply(open: OpenConversation): OpenConversation {
  const ended = open.reply ? [...open.ended, open.reply.replyId].slice(-keptEnded) : open.ended
  return { ...open, reply: null, drafting: null, ended }
}

const isOver = (open: OpenConversation, replyId: string) =>
  open.ended.includes(replyId) || open.entries.slice(-keptEnded).some(({ id }) => id === replyId)

/** Whether the newest call with this id has its result: some servers use the same ids again in every turn. */
function hasResult(open: OpenConversation, callId: string): boolean {
  for (const entry of open.entries.toReversed()) {
    if (entry.kind === 'tool_result' && entry.payload.callId === callId) return true
    if (entry.kind === 'assistant' && entry.payload.toolCalls.some(({ id }) => id === callId)) return false
  }
  return false
}
