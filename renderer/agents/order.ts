/** The ids with one moved beside another: a tab dropped on a tab's left or right half. */
export function movedBeside(ids: readonly string[], id: string, target: string, side: 'before' | 'after'): string[] {
  if (id === target || !ids.includes(target)) return [...ids]
  const others = ids.filter((other) => other !== id)
  return others.toSpliced(others.indexOf(target) + (side === 'after' ? 1 : 0), 0, id)
}

/** The ids with one moved by some places; it stops at the ends. */
export function movedBy(ids: readonly string[], id: string, places: number): string[] {
  const from = ids.indexOf(id)
  if (from < 0) return [...ids]
  const to = Math.max(0, Math.min(ids.length - 1, from + places))
  return ids.filter((other) => other !== id).toSpliced(to, 0, id)
}
