/** One line of a unified diff. Numbers count from 1; a line has the number of each side that it is on. */
export type PatchLine =
  | { sign: ' '; old: number; new: number; text: string }
  | { sign: '-'; old: number; text: string }
  | { sign: '+'; new: number; text: string }
  /** Lines are left out here; `text` says where, as git does. */
  | { sign: '@'; text: string }

/** The lines of a unified diff. File headers and 'no newline' remarks are left out; what is no diff gives no lines. */
export function patchLines(patch: string): PatchLine[] {
  const lines: PatchLine[] = []
  let before = 0
  let after = 0
  let inside = false
  for (const raw of patch.replace(/\n$/, '').split('\n')) {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@ ?(.*)$/.exec(raw)
    if (hunk) {
      before = Number(hunk[1])
      after = Number(hunk[2])
      inside = true
      lines.push({ sign: '@', text: hunk[3] ?? '' })
      continue
    }
    // A file that became a link is two changes, each with a header.
    if (raw.startsWith('diff --git ')) inside = false
    if (!inside) continue
    const text = raw.slice(1).replace(/\r$/, '')
    if (raw.startsWith('-')) lines.push({ sign: '-', old: before++, text })
    else if (raw.startsWith('+')) lines.push({ sign: '+', new: after++, text })
    else if (raw.startsWith(' ') || raw === '') lines.push({ sign: ' ', old: before++, new: after++, text })
  }
  return lines
}
