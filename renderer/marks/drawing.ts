import type { Layout, Line, Row } from './rows.ts'

/** Where everything of a layout stands, in pixels from its top left corner. */
export type Drawing = {
  rows: readonly Row[]
  /** The upper edge of every row; the last is the height of all. */
  tops: readonly number[]
  /** The distance between two lanes. */
  step: number
}

/** The stretch of rows to be drawn: from the first up to, not including, the last. */
export type Stretch = { first: number; last: number }

const edge = 22
const widest = 20
/** All lanes together keep to this, so that there is room for words. */
const lanesWidth = 128

/** Places everything. Heights are fixed, so that nothing has to be measured and any stretch can be drawn by itself. */
export function draw({ rows, lanes }: Layout): Drawing {
  const tops = [0]
  for (const row of rows) tops.push((tops.at(-1) ?? 0) + heightOf(row))
  return { rows, tops, step: Math.min(widest, lanesWidth / Math.max(1, lanes - 1)) }
}

function heightOf(row: Row): number {
  if (row.kind === 'head') return 32
  if (row.kind === 'start') return 18
  if (row.kind === 'fold') return 24
  if (row.place.kind === 'message') return 22
  return 32
}

/** The middle of a lane. */
export function laneX({ step }: Drawing, lane: number): number {
  return edge + Math.min(lane * step, lanesWidth)
}

/** The middle of a row. */
export function rowY({ tops }: Pick<Drawing, 'tops'>, index: number): number {
  return ((tops[index] ?? 0) + (tops[index + 1] ?? 0)) / 2
}

/** The rows that a window of this height sees, and some beyond, in steps: scrolling a little draws nothing new. */
export function stretchAt({ rows, tops }: Drawing, scrolled: number, height: number): Stretch {
  const beyond = 160
  const from = Math.floor((scrolled - beyond) / beyond) * beyond
  const to = Math.ceil((scrolled + height + beyond) / beyond) * beyond
  return { first: Math.max(0, rowAt(tops, from)), last: Math.min(rows.length, rowAt(tops, to) + 1) }
}

/** The row at a height, by halving. */
function rowAt(tops: readonly number[], y: number): number {
  let low = 0
  let high = tops.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((tops[middle] ?? 0) <= y) low = middle
    else high = middle - 1
  }
  return low
}

/** The rows whose lines show in a stretch: its own, and those further down whose lines begin in it or above. */
export function linesIn(rows: readonly Row[], { first, last }: Stretch): number[] {
  const shown = rows.slice(first, last).flatMap(({ from }, at) => (from < 0 ? [] : [first + at]))
  const end = rows[last - 1]
  for (let line: Line | null = end?.down ?? end?.passing ?? null; line; line = line.up) shown.push(line.to)
  return shown
}

/**
 * The line to a row from the one that it hangs on, as an SVG path.
 *
 * Every line is one curve, straight or not: when a way changes its lane, the
 * one can become the other.
 */
export function linePath(drawing: Drawing, index: number): string {
  const row = drawing.rows[index]
  const parent = drawing.rows[row?.from ?? -1]
  if (!row || !parent) return ''
  const [x0, x1] = [laneX(drawing, parent.lane), laneX(drawing, row.lane)]
  const y1 = rowY(drawing, index)
  if (x0 === x1) {
    const y0 = rowY(drawing, row.from)
    return `M${x0} ${y0}C${x0} ${y0} ${x1} ${y1} ${x1} ${y1}`
  }
  // It leaves the line of its parent beside the row above, where nothing else stands.
  const y0 = rowY(drawing, index - 1)
  const bend = (y1 - y0) * 0.62
  return `M${x0} ${y0}C${x0} ${y0 + bend} ${x1} ${y1 - bend} ${x1} ${y1}`
}
