/** Which row of a tree a key leads to; left is the parent, right the first child. Undefined: the key is not for the tree. */
export function stepTo(key: string, index: number, rows: readonly { depth: number }[]): number | undefined {
  const depth = rows[index]?.depth ?? 0
  if (key === 'ArrowDown') return Math.min(index + 1, rows.length - 1)
  if (key === 'ArrowUp') return Math.max(index - 1, 0)
  if (key === 'Home') return 0
  if (key === 'End') return rows.length - 1
  if (key === 'ArrowRight') return (rows[index + 1]?.depth ?? 0) > depth ? index + 1 : undefined
  if (key === 'ArrowLeft') {
    const parent = rows.slice(0, index).findLastIndex((row) => row.depth < depth)
    return parent < 0 ? undefined : parent
  }
  return undefined
}
