export type Zone = 'before' | 'into' | 'after'

/** Where on a tab a dragged one is held: its edges put it beside, its middle merges into it. */
export function zoneAt(x: number, left: number, width: number): Zone {
  const edge = Math.min(26, width * 0.28)
  if (x < left + edge) return 'before'
  return x > left + width - edge ? 'after' : 'into'
}
