import { useMemo, useState } from 'react'
import type { Detail } from '../../preload/protocol/entry.ts'
import { Patch } from './Patch.tsx'
import { plainOutput } from './words.ts'

const atFirst = 4_000

/** What folds out below a tool call. */
export function DetailView({ detail }: { detail: Detail }) {
  if (detail.kind === 'diff') return <Patch path={detail.path} patch={detail.patch} />
  return <Text text={detail.text} />
}

/** Text that may be long: its beginning, and the rest when it is asked for. */
function Text({ text }: { text: string }) {
  const plain = useMemo(() => plainOutput(text).trimEnd(), [text])
  const [all, setAll] = useState(plain.length <= atFirst)
  if (plain === '') return <p className="detail-none">It printed nothing.</p>
  return (
    <div className="detail-text">
      <pre>{all ? plain : cutAtLine(plain)}</pre>
      {!all && (
        <button type="button" className="link" onClick={() => setAll(true)}>
          Show all {plain.split('\n').length.toLocaleString('en')} lines
        </button>
      )}
    </div>
  )
}

function cutAtLine(text: string): string {
  const end = text.lastIndexOf('\n', atFirst)
  return text.slice(0, end > atFirst / 2 ? end : atFirst)
}
