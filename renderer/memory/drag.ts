import { type DragEvent, useState } from 'react'
import { type MemoryDocument, referenceTo } from '../../preload/protocol/memory.ts'

const type = 'application/x-ikigai-memory'

/** A document is taken up, to be dropped where something is written. */
export function beginDrag({ dataTransfer }: DragEvent, taken: MemoryDocument): void {
  const reference = referenceTo(taken)
  dataTransfer.setData(type, reference)
  dataTransfer.setData('text/plain', reference)
  dataTransfer.effectAllowed = 'copy'
  const ghost = document.createElement('div')
  ghost.className = 'memory-ghost'
  ghost.textContent = reference
  document.body.append(ghost)
  dataTransfer.setDragImage(ghost, 16, 16)
  // The browser takes its picture when this event is over.
  setTimeout(() => ghost.remove())
}

const carriesReference = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes(type)
const carriesFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files')

/** A document may be dropped here, to be referred to. `over`: one is held over it. */
export function useReferenceDrop(onDrop: (reference: string) => void) {
  return useDrop(carriesReference, ({ dataTransfer }) => onDrop(dataTransfer.getData(type)))
}

/** Files may be dropped here. */
export function useFileDrop(onDrop: (files: File[]) => void) {
  return useDrop(carriesFiles, ({ dataTransfer }) => onDrop([...dataTransfer.files]))
}

function useDrop(carries: (event: DragEvent) => boolean, onDrop: (event: DragEvent) => void) {
  const [over, setOver] = useState(false)
  const hover = (event: DragEvent) => {
    if (!carries(event)) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
    setOver(true)
  }
  return {
    over,
    hears: {
      onDragEnter: hover,
      onDragOver: hover,
      onDragLeave: ({ currentTarget, relatedTarget }: DragEvent) => {
        if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) setOver(false)
      },
      onDrop: (event: DragEvent) => {
        setOver(false)
        if (!carries(event)) return
        event.preventDefault()
        onDrop(event)
      },
    },
  }
}

/** A file that is dropped beside where it was meant for must not take the page's place. */
export function keepFilesOut(): void {
  const refuse = (event: globalThis.DragEvent) => {
    if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'none'
  }
  window.addEventListener('dragover', refuse)
  window.addEventListener('drop', refuse)
}
