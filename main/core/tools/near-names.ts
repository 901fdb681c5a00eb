const mostNames = 3
const longest = 100

/** Files that a wrong path may have meant, best first: the same name elsewhere, then names a typing error away. */
export function nearNames(wanted: string, files: readonly string[]): string[] {
  const name = nameOf(wanted)
  const allowed = Math.max(1, Math.floor(name.length / 4))
  return files
    .map((file) => ({ file, far: distance(name, nameOf(file), allowed) }))
    .filter(({ far }) => far <= allowed)
    .toSorted((a, b) => a.far - b.far || folderDistance(wanted, a.file) - folderDistance(wanted, b.file))
    .slice(0, mostNames)
    .map(({ file }) => file)
}

const nameOf = (path: string) => (path.split('/').at(-1) ?? '').toLowerCase()

/** How many folders of the two paths are not in both, whatever their order. */
function folderDistance(a: string, b: string): number {
  const first = new Set(a.split('/').slice(0, -1))
  const second = new Set(b.split('/').slice(0, -1))
  const shared = [...first].filter((folder) => second.has(folder)).length
  return first.size + second.size - shared * 2
}

/** Letters to change, add, drop or swap with their neighbour to get from one word to the other; above `most` it is only told that. */
export function distance(a: string, b: string, most: number): number {
  if (a === b) return 0
  if (Math.abs(a.length - b.length) > most || Math.max(a.length, b.length) > longest) return most + 1
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      const steps = [(next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1)]
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) steps.push((before[j - 2] ?? 0) + 1)
      next.push(Math.min(...steps))
    }
    before = row
    row = next
  }
  return row[b.length] ?? most + 1
}
