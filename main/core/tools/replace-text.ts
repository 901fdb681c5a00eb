import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { Refusal } from './refusals.ts'

const mostPlaces = 10

/**
 * The text with the one place where `wanted` occurs replaced.
 *
 * Line ends do not count in the search: a model reads CRLF as LF. In a file
 * that uses CRLF the new text gets CRLF too; nothing outside the place changes.
 */
export function replaceText(path: string, text: string, wanted: string, fresh: string): Result<string, Refusal> {
  if (wanted === '') return fail({ kind: 'text-empty' })
  if (wanted === fresh) return fail({ kind: 'text-same' })
  const plain = toLf(text)
  const sought = toLf(wanted)
  const places = placesOf(plain, sought)
  const [place] = places
  if (place === undefined) return fail({ kind: 'text-absent', path, alike: lineAlike(plain, sought) })
  if (places.length > 1) {
    const lines = places.slice(0, mostPlaces).map((at) => lineAt(plain, at))
    return fail({ kind: 'text-repeated', path, lines, more: places.length > mostPlaces })
  }

  const start = rawIndex(text, place)
  const end = rawIndex(text, place + sought.length)
  const inserted = usesCrlf(text) ? toLf(fresh).replaceAll('\n', '\r\n') : fresh
  const changed = text.slice(0, start) + inserted + text.slice(end)
  return changed === text ? fail({ kind: 'text-same' }) : ok(changed)
}

/** Whether most of the text's lines end with CRLF. */
export function usesCrlf(text: string): boolean {
  const ends = text.split('\n').length - 1
  return ends > 0 && (text.split('\r\n').length - 1) * 2 > ends
}

const toLf = (text: string) => text.replaceAll('\r\n', '\n')

/** Where `sought` begins in the text, overlapping places included, up to one more than are told. */
function placesOf(text: string, sought: string): number[] {
  const places: number[] = []
  let at = text.indexOf(sought)
  while (at >= 0 && places.length <= mostPlaces) {
    places.push(at)
    at = text.indexOf(sought, at + 1)
  }
  return places
}

const lineAt = (text: string, at: number) => text.slice(0, at).split('\n').length

/** Where a place of the text without its CRs is in the text itself. */
function rawIndex(text: string, plainIndex: number): number {
  let raw = 0
  let plain = 0
  while (plain < plainIndex) {
    if (text.startsWith('\r\n', raw)) raw++
    raw++
    plain++
  }
  return raw
}

/** The first line from which the text says the same but for white space around its lines; null where there is none. */
function lineAlike(text: string, sought: string): number | null {
  const lines = text.split('\n').map((line) => line.trim())
  const wanted = sought.split('\n').map((line) => line.trim())
  while (wanted.length > 1 && wanted.at(-1) === '') wanted.pop()
  if (wanted.every((line) => line === '')) return null
  const at = lines.findIndex((_, start) => wanted.every((line, index) => lines[start + index] === line))
  return at < 0 ? null : at + 1
}
