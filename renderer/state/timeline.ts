import { useStore } from 'zustand'
import { call, onEvent, onJump } from './project.ts'
import { createTimelines, type TimelineView } from './timelines.ts'

/** The page's trees of places. They follow the host for as long as the page lives. */
export const timelines = createTimelines(call)

onEvent(timelines.onEvent)
onJump(timelines.afresh)

/** A part of what is known of an agent's tree; null when nothing is. */
export function useTimeline<T>(agentId: string, selector: (view: TimelineView) => T): T | null {
  return useStore(timelines.store, ({ views }) => {
    const view = views[agentId]
    return view ? selector(view) : null
  })
}
