import { memo } from 'react'
import type { EntryOf } from '../../preload/protocol/entry.ts'
import { openDocument } from '../memory/deeds.ts'

/** A document that was pulled into the conversation: which version, and what it is about. It opens as it was read. */
export const MemoryRow = memo(function MemoryRow({ entry }: { entry: EntryOf<'memory'> }) {
  const { number, alias, version, title } = entry.payload
  return (
    <article className="pulled" data-kind="memory">
      <button type="button" className="memory-chip" onClick={() => openDocument(number, version)}>
        #mem-{number} v{version}
      </button>
      <span className="pulled-title">{title}</span>
      {alias === null ? null : <span className="pulled-alias">{alias}</span>}
    </article>
  )
})
