import type { Entry } from '../../../preload/protocol/entry.ts'
import type { Place } from '../../../preload/protocol/timeline.ts'

const longestWords = 120

/** The first words of a text, on one line. */
export function firstWords(text: string, longest = longestWords): string {
  const line = text.trim().split(/\s+/).join(' ')
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line
}

/** The place that a new entry makes of itself behind an agent's position; null where it is none to come back to. */
export function placeOf(entry: Entry, at: { session: string | null; place: string | null }): Place | null {
  if (entry.kind !== 'user' && entry.kind !== 'mark') return null
  return {
    id: entry.id,
    parentId: at.place,
    session: at.session ?? entry.id,
    agentId: entry.agentId,
    kind: entry.kind === 'user' ? 'message' : 'mark',
    label: entry.kind === 'mark' ? entry.payload.label : '',
    numbered: entry.kind === 'mark' && entry.payload.numbered,
    words: entry.kind === 'user' ? firstWords(entry.payload.text) : '',
    at: entry.createdAt,
    files: 'waiting',
  }
}

/** The places from one up to the beginning of its tree, itself first. */
export function pathUp<P extends Place>(tree: readonly P[], from: string | null): P[] {
  const byId = new Map(tree.map((place) => [place.id, place]))
  const path: P[] = []
  for (let at = from; at !== null; ) {
    const place = byId.get(at)
    if (!place) break
    path.push(place)
    at = place.parentId
  }
  return path
}

/**
 * Where `/rewind` without a label goes: the nearest mark before head (SPEC
 * section 3). A head that stands at a mark goes to the one above it, so that
 * repeated rewinds walk back. `spoken`: the head, notices left out.
 */
export function markBefore<P extends Place>(
  tree: readonly P[],
  at: { place: string | null; spoken: string | null },
): P | null {
  return pathUp(tree, at.place).find(({ id, kind }) => kind === 'mark' && id !== at.spoken) ?? null
}

/** Where `/rewind LABEL` goes: the nearest on the path, else the newest on an abandoned one, else nowhere (SPEC section 3). */
export function markNamed<P extends Place>(tree: readonly P[], place: string | null, label: string): P | null {
  const fits = ({ kind, label: its }: Place) => kind === 'mark' && its === label
  return pathUp(tree, place).find(fits) ?? tree.findLast(fits) ?? null
}

/** The labels of all marks, each once, newest first. */
export function labelsOf(tree: readonly Place[]): string[] {
  return [...new Set(tree.filter(({ kind }) => kind === 'mark').map(({ label }) => label))].reverse()
}

/** The label of the next mark that nobody names: one more than the highest number there is, whoever chose that. */
export function nextNumbered(tree: readonly Place[]): string {
  const numbers = tree.map(({ label }) => Number(/^Checkpoint #(\d{1,9})$/.exec(label)?.[1] ?? 0))
  return `Checkpoint #${Math.max(0, ...numbers) + 1}`
}

/** The message that followed a place on the path that is left; null: none did. */
export function messageAfter<P extends Place>(tree: readonly P[], left: string | null, to: string): P | null {
  const down = pathUp(tree, left).reverse()
  const from = down.findIndex(({ id }) => id === to)
  return from < 0 ? null : (down.slice(from + 1).find(({ kind }) => kind === 'message') ?? null)
}
