import type { DeclaredFault } from '../../../preload/protocol/contract.ts'
import type { FileChange } from '../../../preload/protocol/git.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { Comparison, PlaceDetail } from '../../../preload/protocol/timeline.ts'
import { pathUp } from '../conversation/places.ts'
import { atLength, parted, saidIn, sinceMark } from '../conversation/said.ts'
import { changesBetween, diffBetween } from '../git/changes-between.ts'
import type { Project } from '../project.ts'
import { readBelow, readPath } from '../store/entries.ts'
import { type KeptPlace, readPlace, readTree } from '../store/places.ts'

type LookFault = DeclaredFault<'place.read'>

/** Entries that are looked at for a hover card. */
const mostEntries = 400
/** What a hover card shows of what was said. */
const mostSaid = 6

/** What was said and which files changed at a place. */
export async function placeDetail(project: Project, id: string): Promise<Result<PlaceDetail, LookFault>> {
  const place = await readPlace(project.database, id)
  if (!place) return fail({ kind: 'no-entry' })
  const files = await filesOf(project, place)
  if (!files.ok) return files
  return ok({
    said: await saidAt(project, place),
    files: files.value,
    leftOut: place.leftOut,
    missing: place.missing,
    branch: place.branch,
  })
}

async function saidAt(project: Project, place: KeptPlace): Promise<PlaceDetail['said']> {
  const path = await readPath(project.database, place.id, mostEntries)
  if (place.kind === 'mark') return saidIn(sinceMark(path)).slice(-mostSaid)
  const below = await readBelow(project.database, place.id, mostEntries)
  const next = below.findIndex(({ kind }) => kind === 'user')
  return saidIn([...path.slice(-1), ...below.slice(0, next < 0 ? below.length : next)]).slice(0, mostSaid)
}

async function filesOf(project: Project, place: KeptPlace): Promise<Result<FileChange[] | null, LookFault>> {
  const [from, to] =
    place.kind === 'message'
      ? [place.snapshot, place.after]
      : [(await markAbove(project, place))?.snapshot ?? null, place.snapshot]
  return from === null || to === null ? ok(null) : changesBetween(project.git, project.info.path, from, to)
}

/** The mark above, else the first place of the tree that has a snapshot. */
async function markAbove(project: Project, place: KeptPlace): Promise<KeptPlace | null> {
  const above = pathUp(await readTree(project.database, place.session), place.parentId)
  return above.find(({ kind }) => kind === 'mark') ?? above.findLast(({ snapshot }) => snapshot !== null) ?? null
}

/** Two places side by side: what was said on the way to each, and what differs in their files. */
export async function comparePlaces(project: Project, a: string, b: string): Promise<Result<Comparison, LookFault>> {
  const [first, second] = [await readPlace(project.database, a), await readPlace(project.database, b)]
  if (!first || !second) return fail({ kind: 'no-entry' })
  const [toA, toB] = parted(
    await readPath(project.database, first.id, Number.MAX_SAFE_INTEGER),
    await readPath(project.database, second.id, Number.MAX_SAFE_INTEGER),
  )
  const known = first.snapshot !== null && second.snapshot !== null
  const files = known
    ? await diffBetween(project.git, project.info.path, first.snapshot ?? '', second.snapshot ?? '')
    : ok(null)
  if (!files.ok) return files
  return ok({ a: saidIn(toA, atLength), b: saidIn(toB, atLength), files: files.value })
}
