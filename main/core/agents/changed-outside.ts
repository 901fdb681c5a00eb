import { lastStanding } from '../conversation/standing.ts'
import { changedPaths } from '../git/changed-paths.ts'
import type { Project } from '../project.ts'
import { type Move, readMoves } from '../store/moves.ts'
import { type KeptPlace, readPlacesOf } from '../store/places.ts'

/** A moment at which it is known how the files were, and how the run or the rewind that began then has left them. */
type Known = { at: number; of: KeptPlace | Move; before: string | null; after: string | null }

/**
 * The files that have changed since a place while no run of the agent went on,
 * and by no rewind of it: a person's doing, or another agent's. `place`: null
 * for the rewind that would be undone next.
 *
 * Time tells that, and not the path: a run on a path that was left has left its
 * files behind. A snapshot that was deleted since tells nothing.
 */
export async function changedOutside(
  project: Project,
  agentId: string,
  { place, present }: { place: string | null; present: string },
): ReturnType<typeof changedPaths> {
  const places = await readPlacesOf(project.database, agentId)
  const moves = await readMoves(project.database, agentId, Number.MAX_SAFE_INTEGER)
  const from = place === null ? lastStanding(moves) : places.find(({ id }) => id === place)
  return changedPaths(project.git, project.info.path, stretches(knownOf(places, moves), from, present))
}

function knownOf(places: readonly KeptPlace[], moves: readonly Move[]): Known[] {
  const known = [
    ...places.map((of): Known => ({ at: of.at, of, before: of.snapshot, after: of.after })),
    ...moves.flatMap((of): Known[] =>
      of.brought === null ? [] : [{ at: of.at, of, before: of.snapshot, after: of.brought }],
    ),
  ]
  return known.sort((a, b) => a.at - b.at)
}

/** The time between those moments, each stretch as the trees at its two ends. From a moment that is not known: all of it. */
function stretches(known: readonly Known[], from: Known['of'] | null | undefined, present: string): [string, string][] {
  const start = known.findIndex(({ of }) => of === from)
  const since = known.slice(Math.max(0, start))
  return since.flatMap(({ after }, at): [string, string][] => {
    const next = at + 1 < since.length ? since[at + 1]?.before : present
    return after !== null && next ? [[after, next]] : []
  })
}
