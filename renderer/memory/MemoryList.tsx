import { type KeyboardEvent, type MouseEvent, useRef, useState } from 'react'
import type { MemoryDocument } from '../../preload/protocol/memory.ts'
import { openMemory } from '../state/view.ts'
import { stepTo } from '../ui/tree-keys.ts'
import { openDocument } from './deeds.ts'
import { beginDrag } from './drag.ts'
import { calledIn } from './find.ts'
import { MemoryMenu } from './MemoryMenu.tsx'
import { authorWords, whenWords } from './words.ts'

/** Memory documents, one a line: walked with the arrow keys, opened with Enter, deleted with Delete, named with F2. */
export function MemoryList({ documents }: { documents: readonly MemoryDocument[] }) {
  const [stop, setStop] = useState<number | null>(null)
  const [menu, setMenu] = useState<{ number: number; x: number; y: number } | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const rows = documents.map((document) => ({ document, depth: 0 }))
  const stopAt = Math.max(
    0,
    documents.findIndex(({ number }) => number === stop),
  )
  const about = documents.find(({ number }) => number === menu?.number)

  function meant(event: KeyboardEvent, document: MemoryDocument): (() => void) | undefined {
    const { number } = document
    if (event.key === 'ContextMenu' || event.key === ' ' || (event.key === 'F10' && event.shiftKey))
      return () => setMenu({ number, ...below(event) })
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return undefined
    if (event.key === 'Enter') return () => openDocument(number)
    if (event.key === 'Delete') return () => openMemory({ what: 'delete', number })
    if (event.key === 'F2') return () => openMemory({ what: 'alias', number })
    const to = documents[stepTo(event.key, documents.indexOf(document), rows) ?? -1]
    return to && (() => list.current?.querySelector<HTMLElement>(`[data-number="${to.number}"]`)?.focus())
  }

  const pressed = (event: KeyboardEvent, document: MemoryDocument) => {
    const does = meant(event, document)
    if (!does) return
    event.preventDefault()
    event.stopPropagation()
    does()
  }

  const asked = (event: MouseEvent, { number }: MemoryDocument) => {
    event.preventDefault()
    setMenu({ number, x: event.clientX, y: event.clientY })
  }

  return (
    <>
      <div className="memory-list" role="tree" aria-label="Memory documents" ref={list}>
        {documents.map((document, index) => (
          <div
            key={document.number}
            role="treeitem"
            className="side-row memory-row"
            data-number={document.number}
            aria-label={`#mem-${document.number} ${calledIn(document)}`}
            aria-description={`${document.title}, version ${document.version} by ${authorWords(document)}`}
            aria-haspopup="menu"
            aria-selected={false}
            tabIndex={index === stopAt ? 0 : -1}
            draggable
            title={`${document.title}\nVersion ${document.version} by ${authorWords(document)}, ${whenWords(document.at)}`}
            onFocus={() => setStop(document.number)}
            onClick={() => openDocument(document.number)}
            onKeyDown={(event) => pressed(event, document)}
            onContextMenu={(event) => asked(event, document)}
            onDragStart={(event) => beginDrag(event, document)}
          >
            <span className="memory-number">#{document.number}</span>
            <span className="side-name">{calledIn(document)}</span>
          </div>
        ))}
      </div>
      {menu && about ? <MemoryMenu document={about} at={menu} onClose={() => setMenu(null)} /> : null}
    </>
  )
}

function below({ currentTarget }: KeyboardEvent): { x: number; y: number } {
  const { left, bottom } = currentTarget.getBoundingClientRect()
  return { x: left + 16, y: bottom }
}
