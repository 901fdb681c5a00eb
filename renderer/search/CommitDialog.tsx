import { counted, linesOf } from '../git/change-words.ts'
import { Diffs } from '../git/Diffs.tsx'
import { Lines } from '../git/Lines.tsx'
import { Trouble } from '../git/Trouble.tsx'
import { fullTimeOf } from '../marks/place-words.ts'
import { useCalled } from '../state/use-called.ts'
import { closeDialog } from '../state/view.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import './seen.css'

/** A commit: what it says, whose it is, and the diffs of its files. */
export function CommitDialog({ id }: { id: string }) {
  const { result } = useCalled('search.commit', { id }, id)
  const commit = result?.ok ? result.value : null
  const [subject = '', ...body] = (commit?.message ?? '').split('\n')
  return (
    <Dialog title={subject === '' ? `Commit ${id.slice(0, 7)}` : subject} width="wide" onClose={closeDialog}>
      {result && !result.ok ? <Trouble fault={result.fault} /> : null}
      {commit ? (
        <div className="changes-bar">
          <span className="seen-facts">
            <code>{commit.id.slice(0, 7)}</code> {commit.author} · {fullTimeOf(commit.at)}
          </span>
          <span className="changes-sum">
            {counted(commit.files.length, 'file')} <Lines {...linesOf(commit.files.map(({ change }) => change))} />
          </span>
        </div>
      ) : null}
      {body.join('\n').trim() === '' ? null : <p className="seen-message">{body.join('\n').trim()}</p>}
      {commit ? (
        <Diffs diffs={commit.files} none="It changes no file." />
      ) : (
        <div className="changes" aria-busy={result === null} />
      )}
      <div className="dialog-foot changes-foot">
        <Button data-first onClick={closeDialog}>
          Close
        </Button>
      </div>
    </Dialog>
  )
}
