import type { Place } from '../../preload/protocol/timeline.ts'

/**
 * A line that goes on further down than this row. `to` is the row it leads to;
 * `up` is the next line to the left. Rows share these chains, so that a layout stays linear.
 */
export type Line = { to: number; up: Line | null }

type Standing = {
  /** The same for the same thing in the next layout. */
  key: string
  /** 0 is the leftmost. */
  lane: number
  /** Whose path leads here; null: it is abandoned. */
  way: string | null
  /** The row that it hangs on; -1: none. */
  from: number
  /** Lines that pass by on the left. */
  passing: Line | null
  /** Its own line straight on; null: it ends here. */
  down: Line | null
}

/** What is folded into one row; `run`: a chain without marks, `lost`: abandoned paths, with all that hangs on them. */
export type Fold = {
  of: 'run' | 'lost'
  open: boolean
  marks: number
  messages: number
  ends: number
  /** What the only mark in it is called; null: there are more, or none. */
  label: string | null
  /** Ids of what is inside; empty while it is open. */
  holds: readonly string[]
}

export type Row = Standing &
  (
    | { kind: 'place'; place: Place }
    | { kind: 'fold'; fold: Fold }
    /** Where an agent stands: whatever it does next comes here. */
    | { kind: 'head'; agentId: string }
    /** Before every place. */
    | { kind: 'start' }
  )

export type RowOf<K extends Row['kind']> = Extract<Row, { kind: K }>
export type Layout = { rows: readonly Row[]; lanes: number }
