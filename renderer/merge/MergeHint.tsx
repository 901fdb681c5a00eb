import { useEffect } from 'react'
import { useStore } from 'zustand'
import { explain } from '../../preload/protocol/explain.ts'
import type { Agent } from '../../preload/protocol/state.ts'
import { useAgent } from '../state/use.ts'
import { dragStore, type Over } from './drag.ts'
import { obstacle } from './holders.ts'
import { usePreview } from './preview.ts'
import { type Verdict, verdictOf } from './verdict.ts'
import './hint.css'

/** What a merge would come to, beside what a dragged tab hovers over. */
export function MergeHint() {
  const said = useStore(dragStore, (drag) => drag.said)
  return (
    <>
      <Hovering />
      <div className="out-of-sight" aria-live="assertive">
        {said}
      </div>
    </>
  )
}

function Hovering() {
  const agentId = useStore(dragStore, (drag) => drag.agentId)
  const over = useStore(dragStore, (drag) => drag.over)
  const agent = useAgent(agentId)
  if (!agent || !over) return null
  const why = obstacle(agent, over.target, over.called)
  if (why !== null || over.target === null)
    return <Hint agent={agent} over={over} verdict={{ ...no, detail: why ?? '' }} />
  return <Asked key={`${agent.id} ${over.target}`} agent={agent} over={over} target={over.target} />
}

const no: Verdict = { tone: 'none', words: 'no merge', detail: '' }

function Asked({ agent, over, target }: { agent: Agent; over: Over; target: string }) {
  return <Hint agent={agent} over={over} verdict={useVerdict(agent.id, target, over.called)} />
}

/** The verdict on a merge; null while it is asked for. */
export function useVerdict(agentId: string, target: string, called: string): Verdict | null {
  const answer = usePreview(agentId, target)
  if (!answer) return null
  if (!answer.ok) return { tone: 'warn', words: 'cannot be checked', detail: explain(answer.fault) }
  return verdictOf(answer.value, called)
}

function Hint({ agent, over: { called, box }, verdict }: { agent: Agent; over: Over; verdict: Verdict | null }) {
  // Beside the pointer stands the ghost: the hint keeps to what is hovered over.
  const left = Math.max(8, Math.min(box.left, window.innerWidth - 568))
  const below = box.bottom + 130 < window.innerHeight
  const place = below ? { left, top: box.bottom + 34 } : { left, bottom: window.innerHeight - box.top + 10 }
  const words = verdict ? `${agent.name} into ${called}: ${verdict.words}. ${verdict.detail}` : ''
  useEffect(() => {
    dragStore.setState({ said: words })
    return () => dragStore.setState({ said: '' })
  }, [words])
  return (
    <div className="hint" style={place} data-tone={verdict?.tone ?? 'asking'}>
      <span className="hint-way">
        {agent.name} <span aria-hidden="true">→</span> {called}
      </span>
      <VerdictWords verdict={verdict} />
    </div>
  )
}

/** A verdict in a line: its words in its colour, and what they rest on. */
export function VerdictWords({ verdict }: { verdict: Verdict | null }) {
  if (!verdict) return <span className="verdict-asking">checking…</span>
  return (
    <span className="verdict" data-tone={verdict.tone}>
      <b>{verdict.words}</b> <span>{verdict.detail}</span>
    </span>
  )
}
