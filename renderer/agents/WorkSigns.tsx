import type { Agent } from '../../preload/protocol/state.ts'
import { workSigns } from './status-words.ts'
import './work-signs.css'

/** `±3 ↑2 ↓1`: how an agent's work stands, for the eye; its description says it in words. */
export function WorkSigns({ agent }: { agent: Pick<Agent, 'status' | 'lost'> }) {
  const signs = workSigns(agent)
  if (signs.length === 0) return null
  return (
    <span className="work-signs" aria-hidden="true">
      {signs.map(({ sign, words }) => (
        <span key={words} title={words} data-trouble={sign === '' || sign.startsWith('!') ? true : undefined}>
          {sign || words}
        </span>
      ))}
    </span>
  )
}
