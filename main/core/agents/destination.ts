import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { LeftOutFile, RewindTarget } from '../../../preload/protocol/timeline.ts'
import { firstWords, messageAfter } from '../conversation/places.ts'
import { lastStanding } from '../conversation/standing.ts'
import { readSnapshot } from '../git/capture/read-snapshot.ts'
import { agentOf, liveOf, type Project } from '../project.ts'
import { readAbove, readEntry, readRoot } from '../store/entries.ts'
import { type Position, readMoves } from '../store/moves.ts'
import { type KeptPlace, readPlace, readPlaceAt } from '../store/places.ts'
import { treeOf } from './marking.ts'

/** Files that a snapshot holds; `head` and `branch`: where HEAD was, null before the first commit, and what was checked out. */
export type KeptFiles = { snapshot: string; head: string | null; branch: string | null; leftOut: LeftOutFile[] }

/** Where a rewind leads. */
export type Destination = {
  /** In words: a label, or the first words of a message. */
  name: string
  position: Position
  reason: 'rewind' | 'undo'
  /** An undo of a rewind that moved the branch. */
  movesBranch: boolean
  /** The files to bring back; a reason in words: there are none. */
  files: KeptFiles | { missing: string }
  /** The place gone to, in the tree; null: the beginning, or where an undo leads. */
  place: KeptPlace | null
}

export type DestinationFault = FaultOf<'no-entry' | 'nothing-to-undo'>

/** Finds out where a rewind leads: behind a mark, before a message, or to where the agent was before its last move. */
export async function destinationOf(
  project: Project,
  agentId: string,
  to: RewindTarget,
): Promise<Result<Destination, DestinationFault>> {
  // a snapshot that is being taken belongs to its place
  await liveOf(project, agentId).kept
  return to.kind === 'undo' ? undoDestination(project, agentId) : placeDestination(project, agentId, to.id)
}

async function placeDestination(
  project: Project,
  agentId: string,
  id: string,
): Promise<Result<Destination, FaultOf<'no-entry'>>> {
  const place = await readPlace(project.database, id)
  const entry = await readEntry(project.database, id)
  if (!place || !entry) return fail({ kind: 'no-entry' })
  const isMark = place.kind === 'mark'
  const followed = isMark ? messageAfter(await treeOf(project, agentId), agentOf(project, agentId).place, id) : place
  return ok({
    name: nameOf(place),
    position: {
      head: isMark ? place.id : await readAbove(project.database, entry.parentId),
      place: isMark ? place.id : place.parentId,
      session: place.session,
      offer: followed ? await textOf(project, followed.id) : null,
    },
    reason: 'rewind',
    movesBranch: false,
    files:
      place.snapshot === null
        ? { missing: place.missing ?? 'nothing was kept' }
        : { snapshot: place.snapshot, head: place.head, branch: place.branch, leftOut: place.leftOut },
    place,
  })
}

async function undoDestination(
  project: Project,
  agentId: string,
): Promise<Result<Destination, FaultOf<'nothing-to-undo'>>> {
  const move = lastStanding(await readMoves(project.database, agentId, longestMemory))
  if (!move) return fail({ kind: 'nothing-to-undo', name: agentOf(project, agentId).name })
  const place = await readPlaceAt(project.database, move.from)
  const session = place?.session ?? (await readRoot(project.database, move.from))
  return ok({
    name: 'where you were',
    position: { head: move.from, place: place?.id ?? null, session, offer: null },
    reason: 'undo',
    movesBranch: move.movedBranch,
    files:
      move.snapshot === null
        ? { missing: 'the rewind left the files alone' }
        : {
            snapshot: move.snapshot,
            head: await headOf(project, agentId, move.snapshot),
            branch: move.branch,
            leftOut: [],
          },
    place: null,
  })
}

/** HEAD as it was when a snapshot was taken; null: there was no commit. */
async function headOf(project: Project, agentId: string, snapshot: string): Promise<string | null> {
  const found = await readSnapshot(project.git, agentOf(project, agentId).directory, snapshot)
  return found.ok ? found.value.head : null
}

/** Moves that can be undone. */
export const longestMemory = 1000

export const nameOf = (place: { kind: 'mark' | 'message'; label: string; words: string }) =>
  place.kind === 'mark' ? place.label : firstWords(place.words, 40)

async function textOf(project: Project, id: string): Promise<string | null> {
  const entry = await readEntry(project.database, id)
  return entry?.kind === 'user' ? entry.payload.text : null
}
