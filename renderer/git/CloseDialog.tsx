import { useState } from 'react'
import type { Fault } from '../../preload/protocol/faults.ts'
import type { ClosePreview } from '../../preload/protocol/git.ts'
import type { Agent } from '../../preload/protocol/state.ts'
import { branchName } from '../merge/holders.ts'
import { useHost } from '../state/use.ts'
import { useCalled } from '../state/use-called.ts'
import { openAsk, question } from '../state/view.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { CommitList } from './CommitList.tsx'
import { counted, linesOf } from './change-words.ts'
import { closeWords } from './close-words.ts'
import { Lines } from './Lines.tsx'
import { Trouble } from './Trouble.tsx'
import { Uncommitted } from './Uncommitted.tsx'
import { workKey } from './work-key.ts'
import './git-dialog.css'

type Props = {
  agent: Agent
  /** Whether closing it is to merge, as it was asked for; the other way is offered beside it. */
  merge: boolean
  keepBranch: boolean
  /** Closes it; the fault where that failed. */
  close: (how: { merge: boolean; keepBranch: boolean }) => Promise<Fault | null>
  onClose: () => void
}

/** Says exactly what closing an agent does to its branch, its commits and its files, and lets one choose. */
export function CloseDialog({ agent, merge, keepBranch, close, onClose }: Props) {
  const { result, again } = useCalled('close.preview', { agentId: agent.id }, workKey(agent))
  const agents = useHost(({ agents }) => agents) ?? []
  const [keeps, setKeeps] = useState(keepBranch)
  // While it is closed, what the closing itself changes is not to be seen as news.
  const [busy, setBusy] = useState<{ merge: boolean; preview: ClosePreview | null } | null>(null)
  const [fault, setFault] = useState<Fault | null>(null)
  const seen = result?.ok ? result.value : null
  const preview = busy ? busy.preview : seen
  const target = preview?.target ? branchName(agents, preview.target) : null
  const conflicts = (preview?.conflicts.length ?? 0) > 0
  const mergeable = target !== null && preview !== null && preview.unmerged.length > 0
  const leads = mergeable && merge ? 'merging' : 'leaving'

  async function go(merge: boolean) {
    if (busy || !result) return
    setBusy({ merge, preview: seen })
    setFault(null)
    const failed = await close({ merge, keepBranch: keeps })
    setBusy(null)
    setFault(failed)
  }

  function seeMerge() {
    if (preview?.target) openAsk(question({ kind: 'merge', agentId: agent.id, target: preview.target }))
  }

  const leaving = (
    <Button
      tone={leads === 'leaving' ? 'key' : 'plain'}
      aria-disabled={!result || busy !== null}
      onClick={() => void go(false)}
    >
      {busy && !busy.merge
        ? 'Closing'
        : mergeable || preview?.unmerged.length !== 0
          ? 'Close without merging'
          : 'Close'}
    </Button>
  )
  const merging = mergeable ? (
    <Button
      tone={leads === 'merging' ? 'key' : 'plain'}
      aria-disabled={busy !== null}
      onClick={() => (conflicts ? seeMerge() : void go(true))}
    >
      {busy?.merge ? 'Merging and closing' : conflicts ? 'See the conflicts' : 'Merge and close'}
    </Button>
  ) : null

  return (
    <Dialog title={`Close ${agent.name}`} width="roomy" onClose={onClose}>
      <div className="dialog-content dialog-scroll git-dialog">
        {result && !result.ok && !busy ? <Trouble fault={result.fault} /> : null}
        {preview ? (
          <>
            <ul className="git-facts">
              {closeWords(agent.name, preview, target, keeps).map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
            {preview.unmerged.length > 0 ? (
              <section className="git-box" aria-label="Commits that are not merged">
                <h3 className="git-box-head">
                  {counted(preview.unmerged.length, 'commit')} that{' '}
                  {target === null ? 'no other branch has' : `${target} lacks`}
                  <Lines {...linesOf(preview.unmerged)} />
                </h3>
                <CommitList commits={preview.unmerged} />
              </section>
            ) : null}
            {preview.uncommitted.length > 0 ? (
              <Uncommitted
                agent={agent}
                files={preview.uncommitted}
                fate={`${counted(preview.uncommitted.length, 'file')} not committed: unless you commit, only a snapshot keeps ${preview.uncommitted.length === 1 ? 'it' : 'them'}.`}
                onCommitted={again}
              />
            ) : null}
          </>
        ) : null}
        {fault ? <Trouble fault={fault} /> : null}
        <div className="dialog-foot">
          <span className="git-foot-note">
            {preview?.deletes ? (
              <label className="git-check">
                <input type="checkbox" checked={keeps} onChange={({ target }) => setKeeps(target.checked)} />
                keep the branch
              </label>
            ) : null}
          </span>
          <Button onClick={onClose}>Cancel</Button>
          {leads === 'merging' ? leaving : merging}
          {leads === 'merging' ? merging : leaving}
        </div>
      </div>
    </Dialog>
  )
}
