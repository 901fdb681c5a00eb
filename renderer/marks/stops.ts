import type { Place } from '../../preload/protocol/timeline.ts'
import type { Row } from './rows.ts'

/** A row that the keyboard stops at; `depth` as trees have it. */
export type Stop = { index: number; depth: number }

/** The rows that are something to stop at: not the start, and not the place where the viewed agent goes on. */
export function stopsOf(rows: readonly Row[], viewed: string): Stop[] {
  return rows.flatMap((row, index) =>
    row.kind === 'start' || (row.kind === 'head' && row.agentId === viewed) ? [] : [{ index, depth: row.lane }],
  )
}

/** Where Tab stops: where it was left, else at the agent's own place or what that is folded into, else at the last row. */
export function stopAt(
  rows: readonly Row[],
  stops: readonly Stop[],
  left: string | null,
  place: string | null,
): number {
  const known = left === null ? -1 : rows.findIndex(({ key }) => key === left)
  if (known >= 0) return known
  const own = place === null ? -1 : rowOf(rows, place)
  return own >= 0 ? own : (stops.at(-1)?.index ?? 0)
}

/** The row of a place, or the one that it is folded into. */
export function rowOf(rows: readonly Row[], place: string): number {
  return rows.findIndex((row) =>
    row.kind === 'place' ? row.place.id === place : row.kind === 'fold' && row.fold.holds.includes(place),
  )
}

/** The mark that a rewind without a label leads to: the nearest before where the agent stands. `spoken`: its head, notices left out. */
export function goalOf(places: ReadonlyMap<string, Place>, place: string | null, spoken: string | null): string | null {
  let at = place === null ? undefined : places.get(place)
  while (at && (at.kind !== 'mark' || at.id === spoken)) at = at.parentId === null ? undefined : places.get(at.parentId)
  return at?.id ?? null
}
