import type { Agent } from '../../preload/protocol/state.ts'
import { useHost } from '../state/use.ts'
import { workingBelow } from './below.ts'
import { standingOf, standingWords } from './standing.ts'
import './standing-mark.css'

type Props = { agent: Pick<Agent, 'hue' | 'approvals' | 'run'> }
type MarkProps = { agent: Props['agent'] & Pick<Agent, 'id'> }

/** A dot in the agent's hue; a ring that turns calmly while it runs, or others run for it; hollow when its run broke. */
export function StandingMark({ agent }: MarkProps) {
  const waits = useHost(({ agents }) => workingBelow(agents, agent.id) !== '')
  const standing = standingOf(agent)
  return (
    <span
      className={`standing standing-${standing === 'idle' && waits ? 'running' : standing}`}
      data-hue={agent.hue}
      aria-hidden="true"
    />
  )
}

/** `needs you` or `failed`, in words: colour alone does not say it. Nothing for an agent that is well. */
export function StandingWords({ agent }: Props) {
  const standing = standingOf(agent)
  if (standing !== 'needs-you' && standing !== 'failed') return null
  return <span className={`standing-words standing-words-${standing}`}>{standingWords(agent)}</span>
}
