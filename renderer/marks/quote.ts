import type { DragEvent } from 'react'
import { quoted } from '../state/do.ts'

const type = 'application/x-ikigai-mark'

/** A mark as it stands in a message: in quotes, so that it is clear where its label ends. A command takes the label alone. */
export function quoteOf(label: string, into: string): string {
  return into.startsWith('/') ? quoted(label) : `mark "${label}"`
}

/** A mark is taken up, to be dropped where something is written. */
export function beginQuote({ dataTransfer }: DragEvent, label: string): void {
  dataTransfer.setData(type, label)
  dataTransfer.setData('text/plain', quoteOf(label, ''))
  dataTransfer.effectAllowed = 'copy'
  const ghost = document.createElement('div')
  ghost.className = 'mark-ghost'
  ghost.textContent = label
  document.body.append(ghost)
  dataTransfer.setDragImage(ghost, 16, 16)
  // The browser takes its picture when this event is over.
  setTimeout(() => ghost.remove())
}

/** Whether what is dragged is a mark. */
export const carriesMark = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes(type)

/** The label of the mark that was dropped. */
export const droppedMark = ({ dataTransfer }: DragEvent): string => dataTransfer.getData(type)
