const farthest = 48

/**
 * Where the last column of a table in plain text begins, in characters: behind
 * two spaces or more, in all of its lines; of a text that is indented, its indent. 0: neither.
 */
export function lastColumn(text: string): number {
  const lines = text.split('\n').filter((line) => line !== '')
  for (let at = farthest; at > 2; at -= 1) {
    if (lines.length > 0 && lines.every((line) => line.slice(at - 2, at) === '  ' && /^\S/.test(line.slice(at))))
      return at
  }
  return 0
}
