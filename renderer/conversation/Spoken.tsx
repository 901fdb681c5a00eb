import { useAgent } from '../state/use.ts'
import type { Row } from './rows.ts'

const atMost = 300

function saidBy(last: Row | undefined): string {
  if (last?.kind === 'mark') return `Marked: ${last.entry.payload.label}`
  return last?.kind === 'assistant' && last.entry ? last.entry.payload.text.slice(0, atMost) : ''
}

/**
 * What assistive technology reads out by itself: a question that waits, a mark that was set, and a reply when it is whole.
 *
 * The log itself is silent: it would read every word as it is written, and
 * everything that scrolling draws.
 */
export function Spoken({ agentId, last }: { agentId: string; last: Row | undefined }) {
  const asked = useAgent(agentId)?.approvals[0]
  const said = saidBy(last)
  return (
    <p className="out-of-sight" aria-live="polite">
      {asked ? `Needs you: ${asked.display.verb} ${asked.display.subject}` : said}
    </p>
  )
}
