import type { DragEvent } from 'react'
import { createStore } from 'zustand/vanilla'
import { projectStore } from '../state/project.ts'
import { openAsk, question } from '../state/view.ts'
import { branchName, obstacle } from './holders.ts'

/** Where a dragged agent would be merged into, and the box on screen that stands for it. */
export type Over = { target: string | null; called: string; box: { left: number; bottom: number; top: number } }

/** The tab that is being dragged, what it hovers over, and what is read out about that. */
export type Drag = { agentId: string | null; over: Over | null; said: string }

export const dragStore = createStore<Drag>(() => ({ agentId: null, over: null, said: '' }))

/** What the dragged tab is over, as far as it can be merged into that. */
let hovered: Element | null = null

/** A tab is taken up; what the pointer carries is drawn for it. */
export function beginDrag({ dataTransfer }: DragEvent, agent: { id: string; name: string; hue: number }): void {
  dataTransfer.setData('application/x-ikigai-agent', agent.id)
  dataTransfer.effectAllowed = 'move'
  const ghost = ghostOf(agent)
  document.body.append(ghost)
  dataTransfer.setDragImage(ghost, 24, 22)
  // The browser takes its picture when this event is over.
  setTimeout(() => ghost.remove())
  dragStore.setState({ agentId: agent.id, over: null })
}

/** Nothing is dragged any more, wherever it was dropped. */
export function endDrag(): void {
  hovered = null
  dragStore.setState({ agentId: null, over: null })
}

/** The dragged tab is over something that it can be merged into (`target` null: something without a branch). */
export function dragOver(element: Element, target: string | null): void {
  const { over } = dragStore.getState()
  if (over?.target === target && hovered === element) return
  hovered = element
  const { left, bottom, top } = element.getBoundingClientRect()
  const agents = projectStore.getState().state?.agents ?? []
  const called = target === null ? (element.getAttribute('aria-label') ?? '') : branchName(agents, target)
  dragStore.setState({ over: { target, called, box: { left, bottom, top } } })
}

/** It left this. The next thing is entered before the last one is left: only what it is over still counts. */
export function dragOut(element: Element): void {
  if (hovered !== element) return
  hovered = null
  dragStore.setState({ over: null })
}

/** Dropped where it is: the merge is opened, unless there is nothing that could be merged. */
export function dropHere(): void {
  const { agentId, over } = dragStore.getState()
  const agent = projectStore.getState().state?.agents.find(({ id }) => id === agentId)
  endDrag()
  if (!agent || !over || over.target === null || obstacle(agent, over.target, over.called) !== null) return
  openAsk(question({ kind: 'merge', agentId: agent.id, target: over.target }))
}

/** Attributes of something that a dragged tab can be merged into as a whole. */
export function mergeInto(target: string | null) {
  const over = (event: DragEvent) => {
    if (dragStore.getState().agentId === null) return
    event.preventDefault()
    dragOver(event.currentTarget, target)
  }
  return {
    onDragEnter: over,
    onDragOver: over,
    onDragLeave: ({ currentTarget }: DragEvent) => dragOut(currentTarget),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      dropHere()
    },
  }
}

/** A small tab, a little askew, as a thing in one's hand is. */
function ghostOf({ name, hue }: { name: string; hue: number }): HTMLElement {
  const ghost = document.createElement('div')
  ghost.className = 'drag-ghost'
  const card = document.createElement('div')
  card.className = 'drag-ghost-card'
  card.dataset['hue'] = String(hue)
  card.textContent = name
  ghost.append(card)
  return ghost
}
