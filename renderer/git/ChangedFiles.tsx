import type { FileChange } from '../../preload/protocol/git.ts'
import { LongList } from '../ui/LongList.tsx'
import { halves, statusWords } from './change-words.ts'
import { Lines } from './Lines.tsx'
import './changed-files.css'

type Props = {
  label: string
  files: readonly FileChange[]
  /** Paths that are in conflict. */
  conflicts?: readonly string[]
  /** What else there is to say of some files, by path. */
  notes?: ReadonlyMap<string, string>
  /** Shows what changed in one. */
  onOpen?: (file: FileChange) => void
}

/** Changed files with what happened to each and its lines; where there is more to see of them, each can be opened. */
export function ChangedFiles({ label, files, conflicts = [], notes, onOpen }: Props) {
  const inConflict = new Set(conflicts)
  const row = (file: FileChange) => (
    <ChangedFile file={file} inConflict={inConflict.has(file.path)} note={notes?.get(file.path)} />
  )
  return (
    <LongList className="changed" label={label} items={files} keyOf={({ path }) => path}>
      {(file) =>
        onOpen ? (
          <button type="button" className="changed-open" aria-haspopup="dialog" onClick={() => onOpen(file)}>
            {row(file)}
          </button>
        ) : (
          row(file)
        )
      }
    </LongList>
  )
}

type OneProps = { file: FileChange; inConflict?: boolean; note?: string | undefined }

/** One changed file, in a line. */
export function ChangedFile({ file, inConflict = false, note }: OneProps) {
  const [folder, name] = halves(file.path)
  const status = inConflict ? 'U' : file.status
  const was = file.from === null ? '' : `, was ${file.from}`
  return (
    <span className="changed-file" title={`${file.path}: ${statusWords[status]}${was}`}>
      <span className="changed-status" data-status={status} aria-hidden="true">
        {inConflict ? '!' : status}
      </span>
      <span className="out-of-sight">{statusWords[status]}</span>
      <span className="changed-path">
        <bdi className="changed-folder">{folder}</bdi>
        <span className="changed-name">{name}</span>
      </span>
      {note === undefined ? null : <span className="changed-note">{note}</span>}
      <Lines added={file.added} removed={file.removed} />
    </span>
  )
}
