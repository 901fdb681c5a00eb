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
}

/** Changed files with what happened to each and its lines. */
export function ChangedFiles({ label, files, conflicts = [] }: Props) {
  const inConflict = new Set(conflicts)
  return (
    <LongList className="changed" label={label} items={files} keyOf={({ path }) => path}>
      {(file) => <ChangedFile file={file} inConflict={inConflict.has(file.path)} />}
    </LongList>
  )
}

/** One changed file, in a line. */
export function ChangedFile({ file, inConflict = false }: { file: FileChange; inConflict?: boolean }) {
  const [folder, name] = halves(file.path)
  const status = inConflict ? 'U' : file.status
  const was = file.from === null ? '' : `, was ${file.from}`
  return (
    <div className="changed-file" title={`${file.path}: ${statusWords[status]}${was}`}>
      <span className="changed-status" data-status={status} aria-hidden="true">
        {inConflict ? '!' : status}
      </span>
      <span className="out-of-sight">{statusWords[status]}</span>
      <span className="changed-path">
        <bdi className="changed-folder">{folder}</bdi>
        <span className="changed-name">{name}</span>
      </span>
      <Lines added={file.added} removed={file.removed} />
    </div>
  )
}
