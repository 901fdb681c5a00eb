import { memo } from 'react'
import type { EntryOf } from '../../preload/protocol/entry.ts'
import { rewind } from '../marks/deeds.ts'
import { openSeen } from '../state/view.ts'
import { Markdown } from './Markdown.tsx'
import { clock } from './words.ts'
import './summary.css'

type Props = { agentId: string | null; entry: EntryOf<'summary'> }

/** A summary that stands in the place of what was said, with the way to that. */
export const SummaryRow = memo(function SummaryRow({ agentId, entry }: Props) {
  const { text, model, mark, label } = entry.payload
  return (
    <article className="summary" data-kind="summary">
      <header className="summary-head">
        <span className="summary-title">Summary of what was said before</span>
        <span>
          by {model} · <time dateTime={new Date(entry.createdAt).toISOString()}>{clock(entry.createdAt)}</time>
        </span>
      </header>
      <Markdown text={text} growing={false} />
      {agentId === null || mark === '' ? null : (
        <footer className="summary-foot">
          <button type="button" className="link" onClick={() => openSeen({ what: 'entry', id: mark })}>
            Read what was said
          </button>
          <button type="button" className="link" onClick={() => void rewind(agentId, mark)}>
            Rewind to ⟡ {label}
          </button>
        </footer>
      )}
    </article>
  )
})
