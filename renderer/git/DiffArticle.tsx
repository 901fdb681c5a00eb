import type { FileDiff } from '../../preload/protocol/git.ts'
import { Patch } from '../conversation/Patch.tsx'
import { emptyWords } from './change-words.ts'
import { Lines } from './Lines.tsx'

/** One file's change: where, how much, and the diff or why there is none. */
export function DiffArticle({ diff: { change, patch } }: { diff: FileDiff }) {
  return (
    <article className="changes-diff">
      <h3>
        <span className="changes-path">
          {change.from === null ? null : <span className="changes-from">{change.from} → </span>}
          {change.path}
        </span>
        <Lines added={change.added} removed={change.removed} />
      </h3>
      {patch === '' ? (
        <p className="changes-empty">{emptyWords(change)}</p>
      ) : (
        <Patch path={change.path} patch={patch} />
      )}
    </article>
  )
}
