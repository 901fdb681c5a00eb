import type { Entry } from '../../../preload/protocol/entry.ts'
import type { PlaceDetail } from '../../../preload/protocol/timeline.ts'
import { firstWords } from './places.ts'

/** Characters of what is said where it is only hinted at, and where it is read. */
const hinted = 400
const read = 4000

const shortened = (text: string) => firstWords(text, hinted)

/** With its lines, as markdown needs them; very long ones end at a line's end. */
export function atLength(text: string): string {
  if (text.length <= read) return text
  const end = text.lastIndexOf('\n', read)
  return `${text.slice(0, end > 0 ? end : read)}\n\n…`
}

/** What people and models said in some entries, as short as `shorten` makes it: oldest first. */
export function saidIn(entries: readonly Entry[], shorten = shortened): PlaceDetail['said'] {
  return entries.flatMap((entry): PlaceDetail['said'] => {
    if (entry.kind === 'user') return [{ by: 'user', words: shorten(entry.payload.text) }]
    if (entry.kind !== 'assistant' || entry.payload.text === '') return []
    return [{ by: 'assistant', words: shorten(entry.payload.text) }]
  })
}

/** The part of a path behind the last mark before its end. `path`: oldest first, and it may end in a mark. */
export function sinceMark(path: readonly Entry[]): Entry[] {
  const before = path.slice(0, -1).findLastIndex(({ kind }) => kind === 'mark')
  return path.slice(before + 1)
}

/** Two paths of one tree behind the last entry that they share. */
export function parted(a: readonly Entry[], b: readonly Entry[]): [Entry[], Entry[]] {
  let shared = 0
  while (shared < a.length && shared < b.length && a[shared]?.id === b[shared]?.id) shared += 1
  return [a.slice(shared), b.slice(shared)]
}
