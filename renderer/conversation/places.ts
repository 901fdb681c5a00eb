import type { CacheSnapshot } from 'virtua'

/** Where a reader left a conversation: which rows there were and how high, and how far it was scrolled. */
export type Place = { first: string | undefined; rows: number; heights: CacheSnapshot; offset: number; atEnd: boolean }

const kept = 20
const places = new Map<string, Place>()

/** Keeps the place for when the reader comes back. Only the newest few are kept. */
export function leavePlace(agentId: string, place: Place): void {
  places.delete(agentId)
  places.set(agentId, place)
  for (const oldest of [...places.keys()].slice(0, -kept)) places.delete(oldest)
}

/** The place that was left. Null when the rows are others now, so that it would be the wrong one. */
export function placeOf(agentId: string, first: string | undefined, rows: number): Place | null {
  const place = places.get(agentId)
  return place && place.first === first && place.rows <= rows ? place : null
}
