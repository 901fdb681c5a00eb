import { useLayoutEffect, useMemo, useRef } from 'react'
import type { Spot } from '../../preload/protocol/search.ts'
import { reveal } from '../conversation/folds.ts'
import { RowView } from '../conversation/RowView.tsx'
import { holds, type Row, rowsOf } from '../conversation/rows.ts'
import { Button } from '../ui/Button.tsx'
import { useFirstFocus } from '../ui/use-first-focus.ts'

const known = {}

type Props = {
  spot: Spot
  /** The entry that was looked for: its row stays lit. */
  sought: string
  /** Looks further, from another entry. */
  onMove: (entryId: string) => void
}

/** The rows around a place. Nothing in them acts on the conversation. */
export function SpotRows({ spot: { entryId, entries, earlier, later }, sought, onMove }: Props) {
  const rows = useMemo(() => rowsOf(entries, known).map(ended), [entries])
  const section = useRef<HTMLElement>(null)
  const middle = useRef<HTMLDivElement>(null)
  // whoever comes here means to read
  useFirstFocus(section)
  const [first, last] = [entries[0], entries.at(-1)]

  useLayoutEffect(() => {
    const row = rows.find((one) => holds(one, sought))
    if (row?.kind === 'call' || row?.kind === 'result') reveal(row.key)
    middle.current?.scrollIntoView({ block: 'center' })
  }, [rows, sought])

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <section ref={section} className="seen-rows" aria-label="What was said" tabIndex={0}>
      {earlier && first ? (
        <Button tone="quiet" className="seen-more" onClick={() => onMove(first.id)}>
          Show what was said before
        </Button>
      ) : null}
      {rows.map((row, index) => (
        <div key={row.key} ref={holds(row, entryId) ? middle : null}>
          <RowView agentId={null} row={row} after={rows[index - 1]?.kind ?? 'start'} lit={holds(row, sought)} />
        </div>
      ))}
      {later && last ? (
        <Button tone="quiet" className="seen-more" onClick={() => onMove(last.id)}>
          Show what was said after
        </Button>
      ) : null}
    </section>
  )
}

/** A call whose result lies outside of what is shown is not one that still runs. */
const ended = (row: Row): Row => (row.kind === 'call' && row.result === null ? { ...row, turn: 'never' } : row)
