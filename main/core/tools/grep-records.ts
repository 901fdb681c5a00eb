/** One line that git grep found. */
export type Match = { path: string; line: string; text: string }

const longestPart = 5000

/**
 * Takes apart what `git grep -z -n` prints, piece by piece: `path NUL line NUL text LF`.
 *
 * A name may hold line breaks, so only the NULs end it. Of a text no more than
 * `longest` characters are kept, however long the line is.
 */
export function grepRecords(longest: number): (piece: string) => Match[] {
  const fields = ['', '', '']
  let field = 0
  const keep = (text: string) => {
    const most = field === 2 ? longest + 1 : longestPart
    fields[field] = (fields[field] + text).slice(0, most)
  }
  return (piece) => {
    const found: Match[] = []
    let from = 0
    while (from < piece.length) {
      const end = piece.indexOf(field === 2 ? '\n' : '\0', from)
      keep(piece.slice(from, end < 0 ? undefined : end))
      if (end < 0) break
      from = end + 1
      if (field === 2) {
        const [path = '', line = '', raw = ''] = fields
        const text = raw.replace(/\r$/, '')
        found.push({ path, line, text: text.length > longest ? `${text.slice(0, longest)}…` : text })
        fields.fill('')
      }
      field = (field + 1) % 3
    }
    return found
  }
}
