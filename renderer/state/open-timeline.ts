import type { Event } from '../../preload/protocol/events.ts'
import type { Place } from '../../preload/protocol/timeline.ts'

/** The places of the tree that an agent's head is in, as the page holds them. */
export type OpenTimeline = {
  agentId: string
  /** By id, as they came. */
  places: ReadonlyMap<string, Place>
  /** Events up to this number are in here. */
  n: number
}

/** What a step leaves; `ask`: the host must be asked for the tree anew. */
export type TimelineStep = { next: OpenTimeline; ask: boolean }

/** The session whose tree it is; undefined while it has no places. */
const sessionOf = ({ places }: OpenTimeline) => places.values().next().value?.session

/** The tree as `timeline.open` tells it. */
export function openedTimeline(agentId: string, { n, places }: { n: number; places: readonly Place[] }): OpenTimeline {
  return { agentId, n, places: new Map(places.map((place) => [place.id, place])) }
}

/** The tree after event `n`. Events that it holds already change nothing. */
export function afterPlaceEvent(open: OpenTimeline, n: number, event: Event): TimelineStep {
  const same = { next: open, ask: false }
  if (n <= open.n) return same
  switch (event.type) {
    case 'place-added':
      return withPlace({ ...open, n }, event.place)
    case 'place-kept':
      return { next: changed({ ...open, n }, event.id, { files: event.files }), ask: false }
    case 'place-renamed':
      return { next: changed({ ...open, n }, event.id, { label: event.label, numbered: false }), ask: false }
    case 'head-moved': {
      if (event.agentId !== open.agentId || event.session === sessionOf(open)) return same
      return { next: { ...open, n, places: new Map() }, ask: event.session !== null }
    }
    default:
      return same
  }
}

/** Agents that share a session share its tree. */
function withPlace(open: OpenTimeline, place: Place): TimelineStep {
  if (open.places.has(place.id)) return { next: open, ask: false }
  if (place.session === sessionOf(open))
    return { next: { ...open, places: new Map(open.places).set(place.id, place) }, ask: false }
  // The first place of a session that its agent has just begun.
  return { next: open, ask: place.agentId === open.agentId }
}

function changed(open: OpenTimeline, id: string, to: Partial<Place>): OpenTimeline {
  const place = open.places.get(id)
  return place ? { ...open, places: new Map(open.places).set(id, { ...place, ...to }) } : open
}
