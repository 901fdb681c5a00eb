import type { CommitLine } from '../../preload/protocol/git.ts'
import { LongList } from '../ui/LongList.tsx'
import { Lines } from './Lines.tsx'
import './commit-list.css'

type Props = {
  label?: string
  commits: readonly CommitLine[]
  /** Ids of those that do not come along. */
  leftOut?: readonly string[]
}

/** Commits, newest first: short id, subject, lines. */
export function CommitList({ label = 'Commits', commits, leftOut = [] }: Props) {
  const staying = new Set(leftOut)
  return (
    <LongList className="commits" label={label} items={commits} keyOf={({ id }) => id}>
      {(commit) => (
        <div
          className="commit"
          data-left-out={staying.has(commit.id) || undefined}
          title={`${commit.subject}\n${commit.author}, ${when.format(commit.at)}`}
        >
          <code>{commit.id.slice(0, 7)}</code>
          <span className="commit-subject">{commit.subject}</span>
          {staying.has(commit.id) ? (
            <span className="commit-left-out">left out</span>
          ) : (
            <Lines added={commit.added} removed={commit.removed} />
          )}
        </div>
      )}
    </LongList>
  )
}

const when = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
