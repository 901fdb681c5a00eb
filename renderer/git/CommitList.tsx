import type { CommitLine } from '../../preload/protocol/git.ts'
import { LongList } from '../ui/LongList.tsx'
import { Lines } from './Lines.tsx'
import './commit-list.css'

/** Commits, newest first: short id, subject, lines. */
export function CommitList({ label = 'Commits', commits }: { label?: string; commits: readonly CommitLine[] }) {
  return (
    <LongList className="commits" label={label} items={commits} keyOf={({ id }) => id}>
      {(commit) => (
        <div className="commit" title={`${commit.subject}\n${commit.author}, ${when.format(commit.at)}`}>
          <code>{commit.id.slice(0, 7)}</code>
          <span className="commit-subject">{commit.subject}</span>
          <Lines added={commit.added} removed={commit.removed} />
        </div>
      )}
    </LongList>
  )
}

const when = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
