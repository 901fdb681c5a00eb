import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { CommitSeen, Spot } from '../../../preload/protocol/search.ts'
import { diffBetween } from '../git/changes-between.ts'
import type { Project } from '../project.ts'
import { readPath } from '../store/entries.ts'
import { readPlaceAt, shownPlace } from '../store/places.ts'
import { readDistance, readEndBelow, readWhose } from '../store/spots.ts'

/** Entries that are shown above and below one that is looked at. */
const above = 40
const below = 40

/** An entry in its place, wherever that is, and whether somebody's path still has it. */
export async function lookAtEntry(project: Project, entryId: string): Promise<Result<Spot, FaultOf<'no-entry'>>> {
  const { database, info } = project
  const whose = await readWhose(database, info.id, entryId)
  if (!whose) return fail({ kind: 'no-entry' })
  const end = await readEndBelow(database, entryId, below)
  const entries = await readPath(database, end.id, end.depth + 1 + above)
  const place = await readPlaceAt(database, entryId)
  return ok({
    entryId,
    ...whose,
    onPath: await onWhosePath(project, whose.agentId, entryId),
    entries,
    earlier: entries[0] !== undefined && entries[0].parentId !== null,
    later: end.later,
    place: place && shownPlace(place),
  })
}

/** The agent that said it comes first: one that was forked from it has the same path up to there. */
async function onWhosePath(project: Project, by: string, entryId: string): Promise<Spot['onPath']> {
  const open = project.feed.state().agents
  const own = open.filter(({ id }) => id === by)
  for (const { id: agentId, head } of [...own, ...open.filter(({ id }) => id !== by)]) {
    const behind = await readDistance(project.database, head, entryId)
    if (behind !== null) return { agentId, behind }
  }
  return null
}

/** The tree without files, which every git knows: of the first commit, everything is new. */
const nothing = {
  40: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  64: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
} as const

/** A commit with the diffs of its files. */
export async function lookAtCommit(
  { git, reads, info }: Project,
  id: string,
): Promise<Result<CommitSeen, FaultOf<'commit-missing' | 'git-failed'>>> {
  const log = await reads.log(info.path, { id, most: 1 })
  if (!log.ok) return log
  const [commit] = log.value
  if (!commit) return fail({ kind: 'commit-missing', name: id })
  const { author, at, message } = commit
  const parent = commit.parents[0] ?? nothing[id.length > 40 ? 64 : 40]
  const files = await diffBetween(git, info.path, parent, id)
  if (!files.ok) {
    const { fault } = files
    return fail(fault.kind === 'snapshot-missing' ? { kind: 'commit-missing', name: id } : fault)
  }
  return ok({ id, message, author, at, files: files.value })
}
