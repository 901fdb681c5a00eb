import type { MemoryContent } from '../../preload/protocol/memory.ts'
import { VersionDiff } from './VersionDiff.tsx'
import { authorWords } from './words.ts'

type Compared = { from: number; to: number }
type Props = { read: MemoryContent; compared: Compared; onCompare: (compared: Compared) => void }

/** What changed between any two versions of a document. */
export function VersionsCompared({ read: { document, versions }, compared, onCompare }: Props) {
  const titleOf = (version: number) => versions.find((one) => one.version === version)?.title ?? ''
  const { from, to } = compared

  const choice = (label: string, end: keyof Compared) => (
    <label>
      {label}
      <select
        className="input"
        value={compared[end]}
        onChange={({ target }) => onCompare({ ...compared, [end]: Number(target.value) })}
      >
        {versions.map((one) => (
          <option key={one.version} value={one.version}>
            v{one.version} by {authorWords(one)}
          </option>
        ))}
      </select>
    </label>
  )

  return (
    <section className="document-compared" aria-label="Changes">
      <div className="document-which">
        {choice('From', 'from')}
        {choice('to', 'to')}
      </div>
      {titleOf(from) === titleOf(to) ? null : (
        <p className="document-titles">
          Title: <del>{titleOf(from)}</del> <ins>{titleOf(to)}</ins>
        </p>
      )}
      <VersionDiff number={document.number} from={from} to={to} />
    </section>
  )
}
