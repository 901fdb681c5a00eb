import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { memoryName, referencesIn } from '../../../preload/protocol/memory.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { append } from '../conversation/append.ts'
import { agentOf, type Project } from '../project.ts'
import { type MemoryRow, readContent, readMemoryOnPath, readVersions, referenceStatement } from '../store/memory.ts'
import { findMemory, withPrefix } from './documents.ts'

/** The documents that a message refers to; fails with the first reference that leads nowhere. */
export async function referredIn(
  project: Project,
  text: string,
): Promise<Result<MemoryRow[], FaultOf<'memory-missing'>>> {
  const rows: MemoryRow[] = []
  for (const ref of referencesIn(text)) {
    const row = await findMemory(project, `#mem-${ref}`)
    if (!row.ok) return fail({ kind: 'memory-missing', ref: withPrefix(ref) })
    if (!rows.some(({ number }) => number === row.value.number)) rows.push(row.value)
  }
  return ok(rows)
}

/**
 * Pulls the newest version of a document into an agent's path, where it is not
 * there already. Answers with what it is called and which version it is.
 */
export async function pullMemory(project: Project, agentId: string, row: MemoryRow): Promise<string> {
  const { number, alias } = row
  const [newest] = await readVersions(project.database, number)
  const content = newest ? await readContent(project.database, number, newest.version) : null
  if (!newest || content === null) throw new Error(`memory document ${number} has no version`)
  const { version, title } = newest
  const there = await readMemoryOnPath(project.database, agentOf(project, agentId).head)
  if (there.get(number) !== version) {
    const payload = { number, alias, version, title, content }
    await append(project, agentId, { kind: 'memory', payload }, (entry) => [
      referenceStatement(entry.id, number, version),
    ])
  }
  return `${memoryName(row)} v${version}`
}
