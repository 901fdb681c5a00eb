/** A walk through what was typed before, newest first. `at` is -1 where the walk began, with what was typed there. */
export type Walk = { items: readonly string[]; at: number; kept: string }

export const noWalk: Walk = { items: [], at: -1, kept: '' }

/** Whether the text is what the walk put there: once it is changed, the arrow keys move the cursor again. */
export function untouched(walk: Walk, text: string): boolean {
  return walk.at === -1 ? text === '' : text === walk.items[walk.at]
}

/** One step back in time (`1`) or forth (`-1`); null at either end. */
export function step(walk: Walk, by: 1 | -1): { walk: Walk; text: string } | null {
  const at = walk.at + by
  const text = at === -1 ? walk.kept : walk.items[at]
  if (at < -1 || text === undefined) return null
  return { walk: { ...walk, at }, text }
}
