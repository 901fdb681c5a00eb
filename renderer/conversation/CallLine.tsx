import { memo } from 'react'
import type { EntryOf, ToolDisplay } from '../../preload/protocol/entry.ts'
import { CallWords } from './CallWords.tsx'
import { Chevron } from './Chevron.tsx'
import { DetailView } from './Detail.tsx'
import { useFold, useTold } from './folds.ts'
import { PendingCall } from './PendingCall.tsx'
import type { CallRow } from './rows.ts'
import { outcomeParts } from './words.ts'

type Result = EntryOf<'tool_result'>
type Outcome = Result['payload']['outcome']

const outcomeWords: Record<Outcome, string> = {
  ok: 'done',
  failed: 'failed',
  denied: 'denied',
  stopped: 'stopped',
  interrupted: 'interrupted',
}

/** A tool call: one quiet line, with what it did folded below. Before it has a result it shows how it goes. */
export const CallLine = memo(function CallLine({ agentId, row }: { agentId: string; row: CallRow }) {
  if (!row.result) return <PendingCall agentId={agentId} row={row} />
  return <ResultLine foldKey={row.key} display={row.call.display} result={row.result} />
})

/** A call that has its result; without its own words where the call itself is not loaded. */
export const ResultLine = memo(function ResultLine({
  foldKey,
  display,
  result,
}: {
  foldKey: string
  display: ToolDisplay | null
  result: Result
}) {
  const [out, turn] = useFold(foldKey)
  const told = useTold(foldKey)
  const { detail, outcome, content } = result.payload
  // Where there is nothing to draw, what the model was told still explains a failure.
  const folded = detail ?? (outcome === 'ok' && !told ? null : ({ kind: 'text', text: content } as const))
  return (
    <article className="call" data-kind="tool_result" data-outcome={outcome}>
      <button
        type="button"
        className="call-line"
        aria-expanded={folded ? out : undefined}
        disabled={!folded}
        onClick={turn}
      >
        <CallWords display={display ?? { verb: 'result', subject: '' }} />
        <OutcomeWords outcome={outcome} summary={result.payload.summary} />
        {folded ? <Chevron out={out} /> : <span className="chevron" />}
      </button>
      {folded && out && <DetailView detail={folded} />}
    </article>
  )
})

function OutcomeWords({ outcome, summary }: { outcome: Outcome; summary: string }) {
  const word = outcomeWords[outcome]
  const words = summary.trim() || word
  const said = outcome === 'ok' || words.toLowerCase().includes(word) ? words : `${word} · ${words}`
  return (
    <span className="call-outcome">
      {outcomeParts(said).map(({ kind, text }, index) => {
        const key = `${index}`
        return kind === 'plain' ? (
          text
        ) : (
          <span key={key} className={`call-${kind}`}>
            {text}
          </span>
        )
      })}
    </span>
  )
}
