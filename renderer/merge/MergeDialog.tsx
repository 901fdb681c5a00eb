import { useState } from 'react'
import type { Fault } from '../../preload/protocol/faults.ts'
import type { MergePreview, MergeStrategy } from '../../preload/protocol/git.ts'
import type { Agent } from '../../preload/protocol/state.ts'
import { Trouble } from '../git/Trouble.tsx'
import { call } from '../state/project.ts'
import { useHost } from '../state/use.ts'
import { closeDialog, show } from '../state/view.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { afterMerge } from './after-merge.ts'
import { chainOf, unchained } from './chain.ts'
import { branchName, obstacle } from './holders.ts'
import { MergeBody } from './MergeBody.tsx'
import { MergeFoot } from './MergeFoot.tsx'
import { useChosenPreview } from './preview.ts'
import { messageFor } from './strategies.ts'
import '../git/git-dialog.css'
import './merge.css'

type Props = { agent: Agent; target: string; rest: string | null }

/** `Merge A into T`: all that there is to know before, and the merge. */
export function MergeDialog({ agent, target, rest }: Props) {
  const called = useHost(({ agents }) => branchName(agents, target)) ?? target
  const blocked = obstacle(agent, target, called)
  return (
    <Dialog title={`Merge ${agent.name} into ${called}`} width="roomy" onClose={closeDialog}>
      {blocked === null ? (
        <Merge agent={agent} target={target} called={called} rest={rest} />
      ) : (
        <div className="dialog-content">
          <p>{blocked}</p>
          <div className="dialog-foot">
            <Button onClick={closeDialog}>Close</Button>
          </div>
        </div>
      )}
    </Dialog>
  )
}

function Merge({ agent, target, called, rest }: Props & { called: string }) {
  const [strategy, setStrategy] = useState<MergeStrategy>('merge')
  const { judged, asking, again, ...now } = useChosenPreview(agent.id, target, strategy)
  // While it is merged, what the merge itself changes is not to be seen as news.
  const [held, setHeld] = useState<MergePreview | null>(null)
  const preview = held ?? now.preview
  const chain = chainOf(rest)
  const [written, setWritten] = useState<Partial<Record<MergeStrategy, string>>>({})
  const [closes, setCloses] = useState(chain.close !== null && agent.kind !== 'root')
  const [moved, setMoved] = useState<string | null>(null)
  const busy = held !== null
  const [fault, setFault] = useState<Fault | null>(null)
  const given = preview ? messageFor(strategy, preview) : null
  const message = given === null ? null : (written[strategy] ?? given)

  async function merge() {
    if (!preview || busy) return
    const { sourceId, targetId } = preview
    setHeld(preview)
    setFault(null)
    setMoved(null)
    const made = await call('merge.run', { agentId: agent.id, target, sourceId, targetId, strategy, message })
    if (made.ok) {
      closeDialog()
      return afterMerge(agent.id, chain, closes ? { keepBranch: chain.close?.keepBranch ?? false } : null)
    }
    setHeld(null)
    const why: Fault = made.fault
    if (why.kind !== 'branch-moved') return setFault(why)
    setMoved(why.branch)
    again()
  }

  async function resolve() {
    if (!preview || busy) return
    setHeld(preview)
    setFault(null)
    const begun = await call('merge.resolve', { agentId: agent.id, target, rest })
    if (!begun.ok) {
      setHeld(null)
      return setFault(begun.fault)
    }
    closeDialog()
    show(agent.id)
  }

  function goOn() {
    closeDialog()
    void afterMerge(agent.id, chain, closes ? { keepBranch: chain.close?.keepBranch ?? false } : null)
  }

  return (
    <div className="dialog-content dialog-scroll git-dialog merge">
      {moved === null ? null : (
        <p className="merge-moved" role="status">
          {moved} has moved since it was checked, so nothing was merged.{' '}
          {asking ? 'Checking again.' : 'This is how it stands now.'}
        </p>
      )}
      {preview ? (
        <MergeBody
          agent={agent}
          called={called}
          preview={preview}
          checking={judged ? null : strategy}
          closes={closes}
          again={again}
          onStrategy={setStrategy}
        />
      ) : now.fault ? (
        <Trouble fault={now.fault} />
      ) : (
        <p className="merge-verdict merge-checking">Checking</p>
      )}
      <MergeFoot
        agent={agent}
        called={called}
        preview={preview}
        judged={judged}
        strategy={strategy}
        onStrategy={setStrategy}
        message={message}
        onMessage={(text) => setWritten({ ...written, [strategy]: text })}
        closes={closes}
        onCloses={setCloses}
        next={unchained(chain, closes || !chain.close ? null : '/agent close')}
        busy={busy}
        fault={fault}
        onMerge={() => void merge()}
        onResolve={() => void resolve()}
        onGoOn={goOn}
      />
    </div>
  )
}
