import { type DragEvent, useState } from 'react'
import type { Agent } from '../../preload/protocol/state.ts'
import { beginDrag, dragOut, dragOver, dragStore, dropHere, endDrag } from '../merge/drag.ts'
import { movedBeside } from './order.ts'
import { type Zone, zoneAt } from './tab-zone.ts'

type Drop = { on: string; zone: Zone }

/**
 * Dragging tabs: onto another's edge to stand beside it, onto its middle to be merged into it.
 *
 * `dropOn` tells a tab what would become of the one that is over it.
 */
export function useTabDrag(ids: readonly string[], onOrder: (ids: string[]) => void) {
  const [drop, setDrop] = useState<Drop | null>(null)

  const over = (event: DragEvent, { id, status }: Agent) => {
    const { agentId } = dragStore.getState()
    if (agentId === null) return
    event.preventDefault()
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const zone = zoneAt(event.clientX, left, width)
    if (id !== agentId && zone === 'into') dragOver(event.currentTarget, status.branch)
    else dragOut(event.currentTarget)
    if (drop?.on !== id || drop.zone !== zone) setDrop(id === agentId ? null : { on: id, zone })
  }

  const dropped = (event: DragEvent) => {
    event.preventDefault()
    const { agentId } = dragStore.getState()
    setDrop(null)
    if (drop?.zone === 'into') return dropHere()
    endDrag()
    if (drop && agentId !== null) onOrder(movedBeside(ids, agentId, drop.on, drop.zone))
  }

  const left = ({ currentTarget }: DragEvent, { id }: Agent) => {
    setDrop((now) => (now?.on === id ? null : now))
    dragOut(currentTarget)
  }

  return {
    dropOn: (id: string) => (drop?.on === id ? drop.zone : undefined),
    hears: (agent: Agent) => ({
      onDragStart: (event: DragEvent) => beginDrag(event, agent),
      onDragEnter: (event: DragEvent) => over(event, agent),
      onDragOver: (event: DragEvent) => over(event, agent),
      onDragLeave: (event: DragEvent) => left(event, agent),
      onDragEnd: () => {
        setDrop(null)
        endDrag()
      },
      onDrop: dropped,
    }),
  }
}
