import type { Entry } from '../../../preload/protocol/entry.ts'
import type { PlaceDetail } from '../../../preload/protocol/timeline.ts'
import { firstWords } from './places.ts'

/** What people and models said in some entries, shortened: oldest first. */
export function saidIn(entries: readonly Entry[], longest = 400): PlaceDetail['said'] {
  return entries.flatMap((entry): PlaceDetail['said'] => {
    if (entry.kind === 'user') return [{ by: 'user', words: firstWords(entry.payload.text, longest) }]
    if (entry.kind !== 'assistant' || entry.payload.text === '') return []
    return [{ by: 'assistant', words: firstWords(entry.payload.text, longest) }]
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
