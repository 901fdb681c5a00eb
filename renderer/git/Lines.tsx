import './lines.css'

/** `+31 −3`; `binary` where lines are not counted. None have no colour: nothing came or went. */
export function Lines({ added, removed }: { added: number | null; removed: number | null }) {
  if (added === null || removed === null) return <span className="lines lines-binary">binary</span>
  return (
    <span className="lines">
      <span className={added === 0 ? 'lines-none' : 'lines-added'}>+{added.toLocaleString('en')}</span>{' '}
      <span className={removed === 0 ? 'lines-none' : 'lines-removed'}>−{removed.toLocaleString('en')}</span>
    </span>
  )
}
