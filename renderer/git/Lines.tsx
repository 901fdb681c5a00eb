import './lines.css'

/** `+31 −3`; `binary` where lines are not counted. */
export function Lines({ added, removed }: { added: number | null; removed: number | null }) {
  if (added === null || removed === null) return <span className="lines lines-binary">binary</span>
  return (
    <span className="lines">
      <span className="lines-added">+{added.toLocaleString('en')}</span>{' '}
      <span className="lines-removed">−{removed.toLocaleString('en')}</span>
    </span>
  )
}
