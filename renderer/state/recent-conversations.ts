import { createStore } from 'zustand/vanilla'
import type { Client } from '../../preload/protocol/contract.ts'
import type { Event } from '../../preload/protocol/events.ts'
import type { Fault } from '../../preload/protocol/faults.ts'
import type { ConversationChunk } from '../../preload/protocol/wire.ts'
import {
  afterChunk,
  afterEvent,
  type OpenConversation,
  opened,
  type Step,
  withEarlier,
  withPartial,
} from './open-conversation.ts'

/** What the page shows of one agent's conversation. `open` may be of before, while it is asked for anew. */
export type View = {
  open: OpenConversation | null
  fault: Fault | null
  /** An earlier stretch is on its way. */
  reaching: boolean
}
export type Views = { views: Readonly<Record<string, View>> }

const kept = 8
const empty: View = { open: null, fault: null, reaching: false }

type Batch = { ask(): void; flush(): void }

/** What arrived while an answer was awaited. */
type Held = { events: [number, Event][]; chunks: ConversationChunk[] }

/**
 * The conversations that were looked at lately, and the one that is shown.
 *
 * Only the shown one gets chunks; the others follow by events, so coming back
 * shows them at once while the host is asked again. Chunks are applied in
 * batches (once a frame), and before any event, so that order is kept.
 */
export function createConversations(call: Client, batch: (work: () => void) => Batch) {
  const store = createStore<Views>(() => ({ views: {} }))
  const opening = new Map<string, Held>()
  const asking = new Map<string, Held>()
  let recent: string[] = []
  let shown: string | null = null
  let buffered: ConversationChunk[] = []
  const chunks = batch(takeBuffered)

  const viewOf = (agentId: string) => store.getState().views[agentId] ?? empty

  function change(agentId: string, to: Partial<View>) {
    store.setState(({ views }) => ({ views: { ...views, [agentId]: { ...(views[agentId] ?? empty), ...to } } }))
  }

  function drop(agentIds: string[]) {
    if (agentIds.length === 0) return
    store.setState(({ views }) => ({
      views: Object.fromEntries(Object.entries(views).filter(([id]) => !agentIds.includes(id))),
    }))
  }

  function take(agentId: string, { next, ask }: Step) {
    if (next !== viewOf(agentId).open) change(agentId, { open: next })
    if (agentId !== shown) return
    if (ask === 'reopen') void reopen(agentId)
    if (ask === 'partial') void askPartial(agentId)
  }

  function takeChunks(agentId: string, more: ConversationChunk[]) {
    if (agentId !== shown) return
    const held = opening.get(agentId) ?? asking.get(agentId)
    if (held) {
      held.chunks.push(...more)
      return
    }
    const { open } = viewOf(agentId)
    if (!open) return
    let next = open
    for (const [index, chunk] of more.entries()) {
      const step = afterChunk(next, chunk)
      next = step.next
      if (step.ask === 'nothing') continue
      take(agentId, { next, ask: step.ask })
      takeChunks(agentId, more.slice(index))
      return
    }
    take(agentId, { next, ask: 'nothing' })
  }

  function takeBuffered() {
    const byAgent = Map.groupBy(buffered, ({ agentId }) => agentId)
    buffered = []
    for (const [agentId, all] of byAgent) takeChunks(agentId, all)
  }

  function takeEvent(agentId: string, n: number, event: Event) {
    const held = opening.get(agentId)
    if (held) {
      held.events.push([n, event])
      return
    }
    const { open } = viewOf(agentId)
    if (open) take(agentId, afterEvent(open, n, event))
  }

  async function reopen(agentId: string): Promise<void> {
    const held: Held = { events: [], chunks: [] }
    opening.set(agentId, held)
    const answer = await call('conversation.open', { agentId })
    if (opening.get(agentId) !== held) return
    opening.delete(agentId)
    if (!answer.ok) {
      change(agentId, { fault: answer.fault })
      return
    }
    change(agentId, { open: opened(agentId, answer.value, viewOf(agentId).open), fault: null })
    for (const [n, event] of held.events) takeEvent(agentId, n, event)
    takeChunks(agentId, held.chunks)
  }

  async function askPartial(agentId: string): Promise<void> {
    if (asking.has(agentId)) return
    const held: Held = { events: [], chunks: [] }
    asking.set(agentId, held)
    const before = viewOf(agentId).open?.head
    const answer = await call('conversation.partial', { agentId })
    asking.delete(agentId)
    const { open } = viewOf(agentId)
    if (!answer.ok || !open) return
    if (open.head !== before) {
      // An entry came while the answer was on its way: the answer may be of before it.
      await askPartial(agentId)
    } else change(agentId, { open: withPartial(open, answer.value) })
    takeChunks(agentId, held.chunks)
  }

  return {
    store,

    /** Makes this the conversation that is looked at. What is known of it stays on the screen meanwhile. */
    show(agentId: string): Promise<void> {
      shown = agentId
      recent = [agentId, ...recent.filter((id) => id !== agentId)]
      drop(recent.slice(kept))
      recent = recent.slice(0, kept)
      change(agentId, {})
      return reopen(agentId)
    },

    /** Loads the stretch before what is there, when there is one and it is not on its way already. */
    async reach(agentId: string): Promise<void> {
      const { open, reaching } = viewOf(agentId)
      const first = open?.entries[0]
      if (!open?.earlier || !first || reaching) return
      change(agentId, { reaching: true })
      const answer = await call('conversation.earlier', { agentId, before: first.id })
      const now = viewOf(agentId).open
      if (!answer.ok || !now) change(agentId, { reaching: false })
      else change(agentId, { reaching: false, open: withEarlier(now, answer.value.entries, answer.value.earlier) })
    },

    /** Loads all that lies between an entry further up and what is there. False where it is not on this path, or cannot be had. */
    async reachTo(agentId: string, entryId: string): Promise<boolean> {
      const { open } = viewOf(agentId)
      const first = open?.entries[0]
      if (!open || !first) return false
      change(agentId, { reaching: true })
      const answer = await call('conversation.earlier', { agentId, before: first.id, upTo: entryId })
      const now = viewOf(agentId).open
      if (!answer.ok || !now) {
        change(agentId, { reaching: false })
        return false
      }
      const next = withEarlier(now, answer.value.entries, answer.value.earlier)
      change(agentId, { reaching: false, open: next })
      return next !== now
    },

    onEvent(n: number, event: Event): void {
      chunks.flush()
      for (const agentId of Object.keys(store.getState().views)) takeEvent(agentId, n, event)
      if (event.type === 'agent-closed') drop([event.agentId])
    },

    onChunk(chunk: ConversationChunk): void {
      buffered.push(chunk)
      chunks.ask()
    },

    /** The host lost sight of this page, or began anew: what is shown is asked for again. */
    afresh(): void {
      buffered = []
      drop(Object.keys(store.getState().views).filter((id) => id !== shown))
      if (shown !== null) void reopen(shown)
    },
  }
}
