import type { Agent } from '../../preload/protocol/state.ts'
import type { Place } from '../../preload/protocol/timeline.ts'

/** A mark to choose from; `follows` are the first words of the message before it. */
type Pickable = { place: Place; onPath: boolean; follows: string }

/**
 * All marks: those above where the agent stands first, nearest at the top, then the others, newest at the top.
 *
 * The mark that the head itself is at comes last of its path: to go there is to stay.
 */
export function pickable(
  places: ReadonlyMap<string, Place>,
  { place: here, head }: Pick<Agent, 'place' | 'head'>,
): Pickable[] {
  const parentOf = ({ parentId }: Place) => (parentId === null ? undefined : places.get(parentId))
  const path = new Set<string>()
  for (let at = here === null ? undefined : places.get(here); at; at = parentOf(at)) path.add(at.id)

  const wordsBefore = (mark: Place) => {
    let at: Place | undefined = mark
    while (at && at.kind === 'mark') at = parentOf(at)
    return at?.words ?? ''
  }
  const marks = [...places.values()].filter(({ kind }) => kind === 'mark')
  const onPath = [...path]
    .flatMap((id) => places.get(id) ?? [])
    .filter(({ kind }) => kind === 'mark')
    .toSorted((a, b) => Number(a.id === head) - Number(b.id === head))
  const others = marks.filter(({ id }) => !path.has(id)).toSorted((a, b) => b.at - a.at)
  return [...onPath, ...others].map((place) => ({ place, onPath: path.has(place.id), follows: wordsBefore(place) }))
}
