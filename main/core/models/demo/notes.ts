import { type Done, heldBack } from './scene.ts'

/** How the names of the notes begin. */
export const stem = 'NOTES-from-demo'

/** Files that a list names; null where the list did not come. */
export function filesIn(listed: Done): string[] | null {
  if (heldBack(listed)) return null
  const lines = listed.result.split('\n').filter((line) => line !== '' && !line.startsWith('['))
  const [only] = lines
  if (/^(There are no files yet\.|No file fits )/.test(only ?? '')) return []
  // One line that is a sentence is not a name but a reason why there is no list.
  if (lines.length === 0 || (lines.length === 1 && only?.includes(' ') && only.endsWith('.'))) return null
  return lines
}

/** A name for the notes that no listed file has, in whatever case. */
export function freeName(files: readonly string[]): string {
  const taken = new Set(files.map((name) => name.toLowerCase()))
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? `${stem}.md` : `${stem}-${number}.md`
    if (!taken.has(name.toLowerCase())) return name
  }
}

/** The commonest kinds of file, for the middle of a sentence: ` (12 .ts, 3 .md)`. */
export function kindsOf(files: readonly string[]): string {
  const kinds = Map.groupBy(files, (name) => /[^/](\.\w+)$/.exec(name)?.[1] ?? '')
  const counts = [...kinds].filter(([kind]) => kind !== '').map(([kind, names]) => ({ kind, count: names.length }))
  const most = counts.toSorted((a, b) => b.count - a.count || a.kind.localeCompare(b.kind)).slice(0, 3)
  return most.length === 0 ? '' : ` (${most.map(({ kind, count }) => `${count} ${kind}`).join(', ')})`
}

/** The line of the notes that an edit changes. */
export const editLine = (edits: number) => `Edits so far: ${edits}`

/** What the notes say. */
export function notes(files: readonly string[]): string {
  return `# Notes from the demo model

Written by Ikigai's demo model, which is a script, to show a real tool call.
Delete this file whenever you like.

- Files seen: ${files.length}
- ${editLine(0)}
`
}
