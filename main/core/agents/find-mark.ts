import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { labelsOf, markBefore, markNamed } from '../conversation/places.ts'
import { agentOf, type Project } from '../project.ts'
import { readSpokenAt } from '../store/entries.ts'
import { type KeptPlace, readPlacesOf } from '../store/places.ts'
import { treeOf } from './marking.ts'

/**
 * The mark that a label means for an agent: the nearest on its path, else the
 * newest on an abandoned one, else the newest in one of its other sessions.
 */
export async function findMark(
  project: Project,
  agentId: string,
  label: string,
): Promise<Result<KeptPlace, FaultOf<'mark-missing'>>> {
  const tree = await treeOf(project, agentId)
  const here = markNamed(tree, agentOf(project, agentId).place, label)
  if (here) return ok(here)
  const own = await readPlacesOf(project.database, agentId)
  const elsewhere = markNamed(own, null, label)
  if (elsewhere) return ok(elsewhere)
  return fail({ kind: 'mark-missing', label, labels: labelsOf([...own, ...tree]) })
}

/** The nearest mark before an agent's head. */
export async function findMarkBefore(
  project: Project,
  agentId: string,
): Promise<Result<KeptPlace, FaultOf<'no-mark-before'>>> {
  const tree = await treeOf(project, agentId)
  const { head, place } = agentOf(project, agentId)
  const mark = markBefore(tree, { place, spoken: await readSpokenAt(project.database, head) })
  if (mark) return ok(mark)
  return fail({
    kind: 'no-mark-before',
    labels: labelsOf([...(await readPlacesOf(project.database, agentId)), ...tree]),
  })
}
