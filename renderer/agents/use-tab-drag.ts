import { type DragEvent, useState } from 'react'
import { movedBeside } from './order.ts'

const dragged = 'application/x-ikigai-agent'
type Drop = { on: string; side: 'before' | 'after' }

/** Dragging tabs into another order. `dropOn` tells a tab on which side of it the dragged one would come to stand. */
export function useTabDrag(ids: readonly string[], onOrder: (ids: string[]) => void) {
  const [drop, setDrop] = useState<Drop | null>(null)

  const over = (event: DragEvent, on: string) => {
    if (!event.dataTransfer.types.includes(dragged)) return
    event.preventDefault()
    const box = event.currentTarget.getBoundingClientRect()
    const side = event.clientX < box.left + box.width / 2 ? 'before' : 'after'
    if (drop?.on !== on || drop.side !== side) setDrop({ on, side })
  }

  const dropped = (event: DragEvent) => {
    event.preventDefault()
    const id = event.dataTransfer.getData(dragged)
    if (drop && id) onOrder(movedBeside(ids, id, drop.on, drop.side))
    setDrop(null)
  }

  return {
    dropOn: (id: string) => (drop?.on === id ? drop.side : undefined),
    hears: (id: string) => ({
      onDragStart: ({ dataTransfer }: DragEvent) => {
        dataTransfer.setData(dragged, id)
        dataTransfer.effectAllowed = 'move'
      },
      onDragOver: (event: DragEvent) => over(event, id),
      onDragLeave: () => setDrop(null),
      onDragEnd: () => setDrop(null),
      onDrop: dropped,
    }),
  }
}
