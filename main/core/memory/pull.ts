import { memoryName, referencesIn } from '../../../preload/protocol/memory.ts'
import { append } from '../conversation/append.ts'
import { agentOf, type Project } from '../project.ts'
import { type MemoryRow, readContent, readVersionOnPath, readVersions, referenceStatement } from '../store/memory.ts'
import { findMemory } from './documents.ts'

/** The documents that a message refers to, and the references in it that lead nowhere. */
export async function referredIn(project: Project, text: string): Promise<{ rows: MemoryRow[]; missing: string[] }> {
  const rows: MemoryRow[] = []
  const missing: string[] = []
  for (const name of referencesIn(text)) {
    const row = await findMemory(project, `#mem-${name}`)
    if (!row.ok) missing.push(row.fault.ref)
    else if (!rows.some(({ number }) => number === row.value.number)) rows.push(row.value)
  }
  return { rows, missing }
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
  const there = await readVersionOnPath(project.database, agentOf(project, agentId).head, number)
  if (there !== version) {
    const payload = { number, alias, version, title, content }
    await append(project, agentId, { kind: 'memory', payload }, (entry) => [
      referenceStatement(entry.id, number, version),
    ])
  }
  return `${memoryName(row)} v${version}`
}
