import { useRef, useState } from 'react'
import { explain } from '../../preload/protocol/explain.ts'
import type { Fault } from '../../preload/protocol/faults.ts'
import type { Approval } from '../../preload/protocol/state.ts'
import { mac } from '../palette/platform.ts'
import { call } from '../state/project.ts'
import { useAgent } from '../state/use.ts'
import { Button } from '../ui/Button.tsx'
import { useHomeAfter } from '../ui/home.ts'
import { Kbd } from '../ui/Kbd.tsx'
import { DetailView } from './Detail.tsx'

const alt = mac ? '⌥' : 'Alt'

type Word = 'allow' | 'always' | 'deny'

/** A tool call that waits for a person, where it happened. The keys answer the first of several. */
export function ApprovalCard({ agentId, approval }: { agentId: string; approval: Approval }) {
  const card = useRef<HTMLDivElement>(null)
  const [sent, setSent] = useState(false)
  const [fault, setFault] = useState<Fault | null>(null)
  const first = useAgent(agentId)?.approvals[0]?.id === approval.id
  const { display, detail, remembers } = approval

  useHomeAfter(card)

  async function answer(word: Word) {
    if (sent) return
    setSent(true)
    const result = await call('approval.answer', { agentId, id: approval.id, answer: word })
    if (result.ok) return
    setSent(false)
    setFault(result.fault)
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a form where there is none
    <div className="approval" role="group" ref={card} aria-label="Approval">
      <div className="approval-line">
        <span className="approval-verb">{display.verb}</span>
        <code className="approval-subject">{display.subject}</code>
        <span className="approval-buttons">
          <Button aria-disabled={sent} onClick={() => void answer('deny')}>
            Deny {first && <Hint keys={[alt, 'D']} />}
          </Button>
          {remembers !== null && (
            <Button aria-disabled={sent} title={`From now on: ${remembers}`} onClick={() => void answer('always')}>
              Always allow
            </Button>
          )}
          <Button tone="key" aria-disabled={sent} onClick={() => void answer('allow')}>
            Allow {first && <Hint keys={[alt, 'A']} />}
          </Button>
        </span>
      </div>
      {detail && <DetailView detail={detail} />}
      {fault && <p role="alert">{explain(fault)}</p>}
    </div>
  )
}

/** Keys inside a button, which are not part of its name. */
function Hint({ keys }: { keys: string[] }) {
  return (
    <span aria-hidden="true">
      <Kbd keys={keys} />
    </span>
  )
}
