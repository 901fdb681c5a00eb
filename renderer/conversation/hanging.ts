const farthest = 48

/**
 * Where the last column of a table in plain text begins, in characters: behind
 * two spaces or more, in most of its lines; of a text that is indented, its indent. 0: neither.
 */
export function lastColumn(text: string): number {
  const lines = text.split('\n').filter((line) => line !== '')
  for (let at = farthest; at > 2; at -= 1) {
    if (lines.filter((line) => begins(line, at)).length > lines.length / 2) return at
  }
  return 0
}

/** Whether a column begins there in a line. */
export function begins(line: string, at: number): boolean {
  return line.slice(at - 2, at) === '  ' && /^\S/.test(line.slice(at))
}
