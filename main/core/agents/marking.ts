import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { append } from '../conversation/append.ts'
import { nextNumbered } from '../conversation/places.ts'
import { agentOf, liveOf, type Project } from '../project.ts'
import { type KeptPlace, readTree, renamePlace } from '../store/places.ts'
import { keepFiles } from './keeping.ts'

const longestLabel = 100

/**
 * Sets a mark behind an agent's head, and keeps the working files with it.
 *
 * Resolves when the files are kept, so that what is typed next finds them so.
 * Without a label the mark is `Checkpoint #N`, counted in its tree.
 */
export async function setMark(
  project: Project,
  agentId: string,
  wish: { label: string | null; by: 'user' | 'model' },
): Promise<Result<string, FaultOf<'bad-label'>>> {
  const checked = wish.label === null ? ok(null) : checkLabel(wish.label)
  if (!checked.ok) return checked
  const label = checked.value ?? nextNumbered(await treeOf(project, agentId))
  const payload = { label, numbered: checked.value === null, by: wish.by }
  const { id } = await append(project, agentId, { kind: 'mark', payload })
  // where nobody works here, what changes from now on is not this agent's doing
  await keepFiles(project, agentId, id, liveOf(project, agentId).running ? 'before' : 'both')
  return ok(label)
}

/** What a mark is called from now on. */
export async function renameMark(
  project: Project,
  place: KeptPlace,
  wish: string,
): Promise<Result<void, FaultOf<'bad-label' | 'no-entry'>>> {
  const label = checkLabel(wish)
  if (!label.ok) return label
  if (place.kind !== 'mark') return fail({ kind: 'no-entry' })
  await project.database.write([renamePlace(place.id, label.value)])
  project.feed.emit({ type: 'place-renamed', id: place.id, label: label.value })
  return ok(undefined)
}

/** All places of the tree that an agent's head is in. */
export async function treeOf(project: Project, agentId: string): Promise<KeptPlace[]> {
  const { session } = agentOf(project, agentId)
  return session === null ? [] : readTree(project.database, session)
}

function checkLabel(wish: string): Result<string, FaultOf<'bad-label'>> {
  const label = wish.trim()
  const why = whyNoLabel(label)
  return why === null ? ok(label) : fail({ kind: 'bad-label', label: label.slice(0, longestLabel), why })
}

function whyNoLabel(label: string): string | null {
  if (label === '') return 'it is empty'
  if (label.length > longestLabel) return `it is longer than ${longestLabel} characters`
  return /\p{Cc}|[\u2028\u2029]/u.test(label) ? 'it has a line break or a control character in it' : null
}
