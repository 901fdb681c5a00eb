import { createStore } from 'zustand/vanilla'
import type { Client } from '../../preload/protocol/contract.ts'
import type { Event } from '../../preload/protocol/events.ts'
import type { Fault } from '../../preload/protocol/faults.ts'
import { afterPlaceEvent, type OpenTimeline, openedTimeline } from './open-timeline.ts'

/** What the page knows of one agent's tree. `open` may be of before, while it is asked for anew. */
export type TimelineView = { open: OpenTimeline | null; fault: Fault | null }
type Views = { views: Readonly<Record<string, TimelineView>> }

const kept = 8
const empty: TimelineView = { open: null, fault: null }

/** The trees that were looked at lately. They follow by events, so that coming back to one shows it at once. */
export function createTimelines(call: Client) {
  const store = createStore<Views>(() => ({ views: {} }))
  /** Events that came while an answer was awaited, by agent. */
  const asking = new Map<string, [number, Event][]>()
  let recent: string[] = []

  const viewOf = (agentId: string) => store.getState().views[agentId] ?? empty

  function change(agentId: string, to: Partial<TimelineView>) {
    store.setState(({ views }) => ({ views: { ...views, [agentId]: { ...(views[agentId] ?? empty), ...to } } }))
  }

  function drop(keep: (agentId: string) => boolean) {
    recent = recent.filter(keep)
    store.setState(({ views }) => ({ views: Object.fromEntries(Object.entries(views).filter(([id]) => keep(id))) }))
  }

  function takeEvent(agentId: string, n: number, event: Event) {
    asking.get(agentId)?.push([n, event])
    const { open } = viewOf(agentId)
    if (!open) return
    const { next, ask } = afterPlaceEvent(open, n, event)
    if (next !== open) change(agentId, { open: next })
    if (ask) void askTree(agentId)
  }

  async function askTree(agentId: string): Promise<void> {
    const held: [number, Event][] = []
    asking.set(agentId, held)
    const answer = await call('timeline.open', { agentId })
    if (asking.get(agentId) !== held) return
    asking.delete(agentId)
    if (!recent.includes(agentId)) return
    if (!answer.ok) return change(agentId, { fault: answer.fault })
    change(agentId, { open: openedTimeline(agentId, answer.value), fault: null })
    for (const [n, event] of held) takeEvent(agentId, n, event)
  }

  return {
    store,

    /** Follows this agent's tree. What is known of it stays on the screen while the host is asked. */
    show(agentId: string): Promise<void> {
      recent = [agentId, ...recent.filter((id) => id !== agentId)].slice(0, kept)
      drop((id) => recent.includes(id))
      change(agentId, {})
      return askTree(agentId)
    },

    onEvent(n: number, event: Event): void {
      if (event.type === 'agent-closed') drop((id) => id !== event.agentId)
      for (const agentId of Object.keys(store.getState().views)) takeEvent(agentId, n, event)
    },

    /** The host lost sight of this page, or began anew: what is shown is asked for again. */
    afresh(): void {
      const [shown] = recent
      drop((id) => id === shown)
      if (shown !== undefined) void askTree(shown)
    },
  }
}
