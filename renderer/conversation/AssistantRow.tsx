import { memo } from 'react'
import type { EntryOf, Usage } from '../../preload/protocol/entry.ts'
import { copyText } from './copy.ts'
import { Markdown } from './Markdown.tsx'
import { Reasoning } from './Reasoning.tsx'
import { useConversation } from './use-conversation.ts'
import { count, dollars } from './words.ts'

type Props = {
  agentId: string
  rowKey: string
  /** Null: the reply is being written, and this row follows it by itself. */
  entry: EntryOf<'assistant'> | null
  /** What the whole run used, on the reply that ends it. */
  spent: Usage | null
}

const ends = {
  complete: null,
  cut: 'The model reached its output limit here.',
  stopped: 'Stopped here.',
  interrupted: 'Interrupted here.',
}

/** What the model said: plain text, as a document. */
export const AssistantRow = memo(function AssistantRow({ agentId, rowKey, entry, spent }: Props) {
  const reply = useConversation(agentId, (view) => (entry ? null : (view.open?.reply ?? null)))
  const { text, reasoning } = entry?.payload ?? reply ?? { text: '', reasoning: '' }
  const end = entry ? endOf(entry) : null
  return (
    <article className="assistant" data-kind="assistant" aria-busy={entry === null}>
      {reasoning.trim() !== '' && <Reasoning foldKey={rowKey} text={reasoning} thinking={!entry && text === ''} />}
      {text.trim() !== '' && <Markdown text={text} growing={entry === null} />}
      {end && <p className="assistant-end">{end}</p>}
      {entry && text.trim() !== '' && (
        <footer className="assistant-foot" data-last={spent !== null}>
          {spent && <Spent model={entry.payload.model} usage={spent} />}
          <button type="button" className="quiet" onClick={(event) => void copyText(text, event.currentTarget)}>
            Copy
          </button>
        </footer>
      )}
    </article>
  )
})

function endOf({ payload: { text, toolCalls, end } }: EntryOf<'assistant'>): string | null {
  if (end === 'complete' && text.trim() === '' && toolCalls.length === 0) return 'The model said nothing.'
  return ends[end]
}

function Spent({ model, usage }: { model: string; usage: Usage }) {
  const parts = [model, `${count(usage.input)} in`, `${count(usage.output)} out`]
  if (usage.cost !== null && usage.cost > 0) parts.push(dollars(usage.cost))
  return <span title="What the model read and wrote for this message">{parts.join(' · ')}</span>
}
