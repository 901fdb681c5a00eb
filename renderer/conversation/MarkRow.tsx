import { memo } from 'react'
import type { EntryOf } from '../../preload/protocol/entry.ts'
import type { Place } from '../../preload/protocol/timeline.ts'
import { rewind } from '../marks/deeds.ts'
import { useTimeline } from '../state/timeline.ts'
import { clock } from './words.ts'

const filesWords: Record<Place['files'], string | null> = {
  waiting: null,
  kept: 'files kept',
  missing: 'files not kept',
}

/** A mark in the conversation: a line across it, with what the mark is called now. */
export const MarkRow = memo(function MarkRow({ agentId, entry }: { agentId: string | null; entry: EntryOf<'mark'> }) {
  const place = useTimeline(agentId ?? '', ({ open }) => open?.places.get(entry.id) ?? null)
  const { label, numbered } = place ?? entry.payload
  const files = place ? filesWords[place.files] : null
  return (
    <article className="mark" data-kind="mark">
      <span className="mark-label">⟡ {numbered ? label : `Mark: ${label}`}</span>
      <span className="mark-facts">
        <time dateTime={new Date(entry.createdAt).toISOString()}>{clock(entry.createdAt)}</time>
        {entry.payload.by === 'model' ? ' · by the model' : null}
        {files === null ? null : ` · ${files}`}
      </span>
      {agentId === null ? null : (
        <button
          type="button"
          className="quiet"
          aria-label={`Rewind to ${label}`}
          onClick={() => void rewind(agentId, entry.id)}
        >
          Rewind
        </button>
      )}
    </article>
  )
})
