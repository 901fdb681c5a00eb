import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { memoryName, type Unsaved } from '../../../preload/protocol/memory.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { Project } from '../project.ts'
import { readMemory } from '../store/memory.ts'
import { keepUnsaved } from '../store/unsaved-memory.ts'

/** Keeps what is written of a document and not saved, of a deleted one too: its writer may bring it back. Null: forgets it. */
export async function keepWritten(
  project: Project,
  number: number | null,
  unsaved: Unsaved | null,
): Promise<Result<void, FaultOf<'memory-missing'>>> {
  const { database, feed, info } = project
  if (number !== null && !(await readMemory(database, info.id, { number }))) {
    return fail({ kind: 'memory-missing', ref: memoryName({ number, alias: null }) })
  }
  await database.write(keepUnsaved(info.id, number, unsaved))
  feed.emit({ type: 'memory-kept', number, unsaved })
  return ok(undefined)
}
