import type { MergePreview, MergeStrategy } from '../../preload/protocol/git.ts'
import { Button } from '../ui/Button.tsx'
import { LongList } from '../ui/LongList.tsx'
import '../git/warn-card.css'

type Props = {
  preview: MergePreview
  name: string
  called: string
  onStrategy: (strategy: MergeStrategy) => void
}

/** The files in conflict, and the way out. Those of a rebase are the conflicts of one commit, and of it alone. */
export function Conflicts({ preview: { conflicts, stoppedAt }, name, called, onStrategy }: Props) {
  return (
    <section className="warn-card" aria-label="Conflicts">
      <LongList className="merge-conflicts" label="Files in conflict" items={conflicts} keyOf={(path) => path}>
        {(path) => <code>{path}</code>}
      </LongList>
      {stoppedAt === null ? (
        <p>
          Resolve in {name} merges {called} into {name}, in its own worktree, and gives it these files to solve.{' '}
          {called} stays as it is until then.
        </p>
      ) : (
        <div className="warn-card-head">
          <p>
            A rebase writes the commits anew one by one, and ‘{stoppedAt}’ does not fit onto {called}. A merge joins the
            two branches as they are.
          </p>
          <Button onClick={() => onStrategy('merge')}>Merge instead</Button>
        </div>
      )}
    </section>
  )
}
