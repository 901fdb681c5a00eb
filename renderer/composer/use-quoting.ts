import { type DragEvent, type RefObject, useState } from 'react'
import { carriesMark, droppedMark, quoteOf } from '../marks/quote.ts'
import { editText } from './edit-text.ts'

/** Naming marks in what is being written: one can be dropped on the box. `over`: one is held over it; `put` takes a text that could not be typed. */
export function useQuoting(box: RefObject<HTMLTextAreaElement | null>, put: (text: string) => void) {
  const [over, setOver] = useState(false)

  /** At the cursor, apart from the word before it. */
  function quote(label: string) {
    if (!box.current) return
    const { selectionStart: from, selectionEnd: to, value } = box.current
    const apart = from === 0 || /\s$/.test(value.slice(0, from)) ? '' : ' '
    const words = `${apart}${quoteOf(label, value)} `
    if (!editText(box.current, from, to, words)) put(value.slice(0, from) + words + value.slice(to))
  }

  function hover(event: DragEvent) {
    if (!carriesMark(event)) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
    setOver(true)
  }

  function leave({ currentTarget, relatedTarget }: DragEvent) {
    if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false)
  }

  function drop(event: DragEvent) {
    setOver(false)
    if (!carriesMark(event)) return
    event.preventDefault()
    quote(droppedMark(event))
  }

  return { over, quote, hears: { onDragEnter: hover, onDragOver: hover, onDragLeave: leave, onDrop: drop } }
}
