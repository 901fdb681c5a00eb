import type { Drawing, Stretch } from './drawing.ts'
import { laneX } from './drawing.ts'
import { HeadRow } from './HeadRow.tsx'
import { TreeRow } from './TreeRow.tsx'

type Props = {
  drawing: Drawing
  stretch: Stretch
  viewed: string
  /** Places that stand out: where the agent stands, where a rewind leads, what waits to be compared, whose card is open. */
  current: string | null
  goal: string | null
  chosen: string | null
  shown: string | null
  /** The row that is drawn wherever the window is, since it may have the focus. */
  stop: number
  hueOf: (agentId: string) => number | undefined
}

/** The rows of a stretch, each where it belongs. */
export function TreeRows({ drawing, stretch, viewed, current, goal, chosen, shown, stop, hueOf }: Props) {
  const { rows, tops } = drawing
  return indexes(stretch, stop, rows.length).map((index) => {
    const row = rows[index]
    if (!row || row.kind === 'start') return null
    const top = tops[index] ?? 0
    const at = { index, top, height: (tops[index + 1] ?? 0) - top, x: laneX(drawing, row.lane), stop: index === stop }
    if (row.kind === 'head')
      return (
        <HeadRow key={row.key} {...at} agentId={row.agentId} viewed={row.agentId === viewed} level={row.lane + 1} />
      )
    const is = (id: string | null) => id !== null && row.key === id
    return (
      <TreeRow
        key={row.key}
        {...at}
        row={row}
        way={row.way === null ? 'lost' : row.way === viewed ? 'own' : 'other'}
        hue={row.way === null ? undefined : hueOf(row.way)}
        current={is(current)}
        goal={is(goal)}
        chosen={is(chosen)}
        shown={is(shown)}
      />
    )
  })
}

function indexes({ first, last }: Stretch, stop: number, count: number): number[] {
  const shown = Array.from({ length: last - first }, (_, at) => first + at)
  if (stop < first) return [stop, ...shown]
  return stop >= last && stop < count ? [...shown, stop] : shown
}
