import type { FaultOf } from '../../../preload/protocol/faults.ts'
import type { FileChange } from '../../../preload/protocol/git.ts'
import { ok, type Result } from '../../../preload/protocol/result.ts'
import { pathUp } from '../conversation/places.ts'
import { sinceMark } from '../conversation/said.ts'
import { branchesInWords, entriesInWords } from '../conversation/transcript.ts'
import { agentOf, type Project } from '../project.ts'
import { readBelow, readPath } from '../store/entries.ts'
import { readTree } from '../store/places.ts'
import { findMark } from './find-mark.ts'
import { placeDetail } from './look-at-place.ts'
import { treeOf } from './marking.ts'

/** Characters that each half of what a model reads of a mark may have. */
const longestHalf = 12_000
const mostEntries = 2000

/**
 * What was said around a mark, as text for the model: what led to it since the
 * mark before, and what followed on every path down to the next marks.
 */
export async function readMark(
  project: Project,
  agentId: string,
  label: string,
): Promise<Result<string, FaultOf<'mark-missing'>>> {
  const found = await findMark(project, agentId, label)
  if (!found.ok) return found
  const mark = found.value
  const path = await readPath(project.database, mark.id, mostEntries)
  const before = sinceMark(path).filter(({ id }) => id !== mark.id)
  const below = await readBelow(project.database, mark.id, mostEntries)
  const here = pathUp(await treeOf(project, agentId), agentOf(project, agentId).place)
  const onPath = here.some(({ id }) => id === mark.id)
  const above = pathUp(await readTree(project.database, mark.session), mark.parentId).find(
    ({ kind }) => kind === 'mark',
  )
  const detail = await placeDetail(project, mark.id)
  const files = detail.ok ? detail.value.files : null
  return ok(
    [
      `Mark '${mark.label}', ${onPath ? 'on your path' : 'on an abandoned path'}.`,
      `What led to it${above ? ` since mark '${above.label}'` : ''}:`,
      entriesInWords(before, longestHalf),
      `Files that changed ${above ? 'since then' : 'on the way'}: ${filesInWords(files)}`,
      below.length === 0 ? 'Nothing followed it.' : 'What followed it:',
      ...(below.length === 0 ? [] : [branchesInWords(mark.id, below, longestHalf)]),
    ].join('\n\n'),
  )
}

function filesInWords(files: FileChange[] | null): string {
  if (files === null) return 'not known.'
  if (files.length === 0) return 'none.'
  return files.map(({ path, added, removed }) => `${path} (+${added ?? '?'} −${removed ?? '?'})`).join(', ')
}
