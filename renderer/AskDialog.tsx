import { useState } from 'react'
import type { Ask } from '../preload/protocol/git.ts'
import { unreachable } from '../preload/protocol/result.ts'
import type { Agent } from '../preload/protocol/state.ts'
import { ExportDialog } from './conversation/ExportDialog.tsx'
import { ChangesDialog } from './git/ChangesDialog.tsx'
import { CloseDialog } from './git/CloseDialog.tsx'
import { CommitDialog } from './git/CommitDialog.tsx'
import { CompareDialog } from './marks/CompareDialog.tsx'
import { RewindDialog } from './marks/RewindDialog.tsx'
import { goOn } from './merge/after-merge.ts'
import { MergeDialog } from './merge/MergeDialog.tsx'
import { SearchPanel } from './search/SearchPanel.tsx'
import { focusComposer } from './state/composer-port.ts'
import { call } from './state/project.ts'
import { useAgent } from './state/use.ts'
import { closeDialog, openAsk, question, show } from './state/view.ts'
import { Button } from './ui/Button.tsx'
import { Dialog } from './ui/Dialog.tsx'

/** The dialog in which a question is answered. It says so when its agent is closed meanwhile. */
export function AskDialog({ ask }: { ask: Ask }) {
  const live = useAgent(ask.agentId)
  const [known, setKnown] = useState(live)
  const [leaving, setLeaving] = useState(false)
  if (live && live !== known) setKnown(live)
  if (!known) return <Gone name="The agent" />
  if (!live && !leaving) return <Gone name={known.name} />
  return <Asked ask={ask} agent={known} onLeaving={setLeaving} />
}

type Props = { ask: Ask; agent: Agent; onLeaving: (leaving: boolean) => void }

function Asked({ ask, agent, onLeaving }: Props) {
  const { rest } = ask
  const next = rest === null ? null : { words: rest, run: () => finish(agent.id) }
  const finish = (at: string) => {
    closeDialog()
    void goOn(at, rest, null)
  }

  async function close(how: { merge: boolean; keepBranch: boolean }) {
    onLeaving(true)
    const closed = await call('agent.close', { agentId: agent.id, ...how })
    if (!closed.ok) {
      onLeaving(false)
      return closed.fault
    }
    show(closed.value.view)
    finish(closed.value.view)
    return null
  }

  switch (ask.kind) {
    case 'merge':
      return <MergeDialog agent={agent} target={ask.target} rest={rest} />
    case 'commit':
      return <CommitDialog agent={agent} onDone={() => finish(agent.id)} onClose={closeDialog} />
    case 'close':
      return (
        <CloseDialog agent={agent} merge={ask.merge} keepBranch={ask.keepBranch} close={close} onClose={closeDialog} />
      )
    case 'rewind':
      return (
        <RewindDialog
          agent={agent}
          to={ask.to}
          wanted={{ files: ask.files, branch: ask.branch }}
          onDone={() => {
            finish(agent.id)
            requestAnimationFrame(focusComposer)
          }}
          onClose={closeDialog}
        />
      )
    case 'compare':
      return <CompareDialog agent={agent} a={ask.a} b={ask.b} next={next} onClose={closeDialog} />
    case 'diff':
      return (
        <ChangesDialog
          agent={agent}
          file={ask.file}
          staged={ask.staged}
          next={next}
          onCommit={() => openAsk(question({ kind: 'commit', agentId: agent.id }, rest))}
          onClose={closeDialog}
        />
      )
    case 'search':
      return <SearchPanel onClose={() => finish(agent.id)} />
    case 'export':
      return <ExportDialog agent={agent} format={ask.format} onDone={() => finish(agent.id)} onClose={closeDialog} />
    default:
      return unreachable(ask)
  }
}

function Gone({ name }: { name: string }) {
  return (
    <Dialog title={`${name} was closed`} onClose={closeDialog}>
      <div className="dialog-content">
        <p>
          It was closed meanwhile, and nothing more was done. Restore brings it back: it stands under Closed in the side
          bar.
        </p>
        <div className="dialog-foot">
          <Button tone="key" onClick={closeDialog}>
            Close
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
