import { type Drawing, linePath, linesIn, type Stretch } from './drawing.ts'

type Props = { drawing: Drawing; stretch: Stretch; viewed: string; hueOf: (agentId: string) => number | undefined }

/**
 * The lines between places: the viewed agent's path solid, other agents' in their hue, abandoned ones faint.
 *
 * One curve a line, each with the key of what it leads to: when a way moves to another lane, its curve bends there.
 */
export function TreeLines({ drawing, stretch, viewed, hueOf }: Props) {
  const lines = linesIn(drawing.rows, stretch).flatMap((index) => {
    const row = drawing.rows[index]
    return row ? [{ key: row.key, way: row.way, d: linePath(drawing, index) }] : []
  })
  return (
    <svg className="tree-lines" width="1" height="1" aria-hidden="true">
      {lines
        .toSorted((a, b) => a.key.localeCompare(b.key))
        .map(({ key, way, d }) => (
          <path
            key={key}
            d={d}
            data-way={way === null ? 'lost' : way === viewed ? 'own' : 'other'}
            data-hue={way === null ? undefined : hueOf(way)}
          />
        ))}
    </svg>
  )
}
