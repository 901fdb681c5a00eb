import { memo } from 'react'
import { Chevron } from '../conversation/Chevron.tsx'
import { foldWords, fullTimeOf, nameOf, timeOf } from './place-words.ts'
import type { Row, RowOf } from './rows.ts'

/** How a row stands to the viewed agent. */
type Standing = {
  /** The agent stands here. */
  current: boolean
  /** Where Ctrl+R leads. */
  goal: boolean
  /** It waits for another to be compared with. */
  chosen: boolean
  /** Its card is open. */
  shown: boolean
  /** Tab stops here. */
  stop: boolean
}

type Props = Standing & {
  row: RowOf<'place'> | RowOf<'fold'>
  index: number
  top: number
  height: number
  x: number
  way: 'own' | 'other' | 'lost'
  hue: number | undefined
}

/** A place, or a fold of places. What happens on it is heard by the tree. */
export const TreeRow = memo(function TreeRow(props: Props) {
  const { row, index, top, height, x, way, hue, current, goal, chosen, shown, stop } = props
  const name = row.kind === 'place' ? nameOf(row.place) : foldWords(row.fold)
  return (
    <div
      role="treeitem"
      className="tree-row"
      style={{ transform: `translateY(${top}px)`, height: `${height}px`, paddingLeft: `${x}px` }}
      data-index={index}
      data-look={lookOf(row)}
      data-way={way}
      data-hue={hue}
      data-goal={goal || undefined}
      data-chosen={chosen || undefined}
      data-shown={shown || undefined}
      aria-label={name}
      aria-description={describe(props)}
      aria-level={row.lane + 1}
      aria-selected={current}
      aria-current={current || undefined}
      aria-checked={chosen || undefined}
      aria-expanded={row.kind === 'fold' ? row.fold.open : undefined}
      tabIndex={stop ? 0 : -1}
      draggable={row.kind === 'place' && row.place.kind === 'mark'}
    >
      <span className="tree-node" aria-hidden="true" />
      <span className="tree-name">{name}</span>
      {row.kind === 'fold' ? <Chevron out={row.fold.open} /> : null}
      {row.kind === 'place' ? <time className="tree-time">{timeOf(row.place.at, Date.now())}</time> : null}
    </div>
  )
})

/** Which sign stands for it. */
function lookOf(row: Row): string {
  if (row.kind !== 'place') return row.kind
  if (row.place.kind === 'message') return 'message'
  return row.place.numbered ? 'checkpoint' : 'mark'
}

function describe({ row, way, current, goal, chosen }: Props): string {
  const kind = row.kind === 'fold' ? [] : [row.place.kind, fullTimeOf(row.place.at)]
  const where = { own: [], other: ["on another agent's path"], lost: ['abandoned'] }[way]
  return [
    ...kind,
    ...(row.kind === 'fold' ? [] : where),
    ...(current ? ['you are here'] : []),
    ...(goal ? ['rewind goes here'] : []),
    ...(chosen ? ['chosen to compare'] : []),
  ].join(', ')
}
