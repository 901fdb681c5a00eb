import { go, type Result } from 'fuzzysort'

export type Rankable = { id: string; label: string; also?: string }
/** A piece of a label; `hit` where it is what was typed. Joined they are the label. */
export type Piece = { text: string; hit: boolean }
export type Ranked<T> = { choice: T; pieces: Piece[] }

/**
 * The choices that fit what was typed, best first; all of them, as they came, when nothing was.
 * A label counts for more than the other words a choice is found by, and one that begins with what was typed for most.
 * Those other words are whole sentences, in which any letters are somewhere: what was typed must stand in them as it is.
 *
 * `first` names a choice that leads whether it fits or not.
 */
export function rank<T extends Rankable>(choices: readonly T[], query: string, first: string | null): Ranked<T>[] {
  const typed = query.trim()
  if (typed === '') return choices.map(plain)
  const place = new Map(choices.map((choice, index) => [choice, index]))
  const has = (also = '') => also.toLowerCase().includes(typed.toLowerCase())
  const keys = [({ label }: T) => label, ({ also }: T) => (has(also) ? (also ?? '') : '')]
  const fitting = go(typed, choices, { keys, threshold: 0.2, limit: 0 })
    .map(({ obj, 0: label, 1: also }) => ({
      choice: obj,
      score: Math.max(label?.score ?? 0, (also?.score ?? 0) / 2) + (begins(obj.label, typed) ? 1 : 0),
      pieces: label && label.score > 0 ? marked(label) : plain(obj).pieces,
    }))
    .toSorted((a, b) => b.score - a.score || (place.get(a.choice) ?? 0) - (place.get(b.choice) ?? 0))
  const lead = choices.find(({ id }) => id === first)
  if (!lead) return fitting
  const found = fitting.find(({ choice }) => choice.id === first) ?? plain(lead)
  return [found, ...fitting.filter(({ choice }) => choice.id !== first)]
}

const begins = (label: string, typed: string) => label.toLowerCase().startsWith(typed.toLowerCase())

function plain<T extends Rankable>(choice: T): Ranked<T> {
  return { choice, pieces: [{ text: choice.label, hit: false }] }
}

function marked(result: Result): Piece[] {
  return result
    .highlight((text) => ({ text, hit: true }))
    .map((piece) => (typeof piece === 'string' ? { text: piece, hit: false } : piece))
    .filter(({ text }) => text !== '')
}
