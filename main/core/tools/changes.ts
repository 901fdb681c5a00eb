import { structuredPatch } from 'diff'
import type { Detail } from '../../../preload/protocol/entry.ts'

export type Diff = Extract<Detail, { kind: 'diff' }>

/** Work that a diff may take: beyond it, the change counts as too large to show. */
const mostEdits = 4000
const longestPatch = 200_000

/** The change from one text to another, as a person looks at it. Two texts with CRLF are compared without their CRs. */
export function diffOf(path: string, before: string, after: string): Diff {
  const bothCrlf = before.includes('\r\n') && after.includes('\r\n')
  const [old, fresh] = bothCrlf ? [toLf(before), toLf(after)] : [before, after]
  const found = structuredPatch('', '', old, fresh, '', '', { context: 3, maxEditLength: mostEdits })
  if (!found) return { kind: 'diff', path, patch: '', ...countApart(old, fresh) }

  const lines = found.hunks.flatMap((hunk) => hunk.lines)
  const patch = found.hunks.map((hunk) => [header(hunk), ...hunk.lines].map((line) => `${line}\n`).join('')).join('')
  return {
    kind: 'diff',
    path,
    patch: patch.length > longestPatch ? '' : patch,
    added: lines.filter((line) => line.startsWith('+')).length,
    removed: lines.filter((line) => line.startsWith('-')).length,
  }
}

/** `+24 −3`. */
export function sumOf(diff: Diff): string {
  return `+${diff.added} −${diff.removed}`
}

const toLf = (text: string) => text.replaceAll('\r\n', '\n')

type Hunk = { oldStart: number; oldLines: number; newStart: number; newLines: number }
const header = (hunk: Hunk) => `@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@`
/** As diff(1) has it, an empty range names the line before it. */
const range = (start: number, lines: number) => `${lines === 0 ? start - 1 : start},${lines}`

/** Lines between the first and the last that differ: an upper bound, for texts too far apart to compare. */
function countApart(old: string, fresh: string): { added: number; removed: number } {
  const a = old.split('\n')
  const b = fresh.split('\n')
  let start = 0
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++
  return { added: b.length - start - end, removed: a.length - start - end }
}
