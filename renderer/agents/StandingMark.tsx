import type { Agent } from '../../preload/protocol/state.ts'
import { standingOf, standingWords } from './standing.ts'
import './standing-mark.css'

type Props = { agent: Pick<Agent, 'hue' | 'approvals' | 'run'> }

/** A dot in the agent's hue; a ring that turns calmly while it runs, hollow when its run broke. */
export function StandingMark({ agent }: Props) {
  return <span className={`standing standing-${standingOf(agent)}`} data-hue={agent.hue} aria-hidden="true" />
}

/** `needs you` or `failed`, in words: colour alone does not say it. Nothing for an agent that is well. */
export function StandingWords({ agent }: Props) {
  const standing = standingOf(agent)
  if (standing !== 'needs-you' && standing !== 'failed') return null
  return <span className={`standing-words standing-words-${standing}`}>{standingWords(agent)}</span>
}
