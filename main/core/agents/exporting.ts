import type { Output } from '../../../preload/protocol/contract.ts'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { ok, type Result } from '../../../preload/protocol/result.ts'
import { pathOf } from '../conversation/append.ts'
import { fromJson, toJson, toMarkdown } from '../conversation/exported.ts'
import { placeOf } from '../conversation/places.ts'
import { agentOf, type Project } from '../project.ts'
import type { Statement } from '../store/database.ts'
import { insertEntry, readRoot } from '../store/entries.ts'
import { insertPlace } from '../store/places.ts'
import { readTreeEntries } from '../store/sessions.ts'
import { loadTo } from './loading.ts'

/** The agent's path as markdown, or the whole tree it is in as JSON that can be brought back. */
export async function exportConversation(
  project: Project,
  agentId: string,
  format: 'markdown' | 'json',
): Promise<Output<'conversation.export'>> {
  const { name, head } = agentOf(project, agentId)
  if (format === 'markdown') {
    return { name: `${name}.md`, text: toMarkdown(name, await pathOf(project, agentId)) }
  }
  const root = await readRoot(project.database, head)
  const entries = root === null ? [] : await readTreeEntries(project.database, root)
  return { name: `${name}.json`, text: toJson({ agent: name, head, entries }) }
}

/** Brings an exported tree back as a session of this agent, which goes on where the exported one was. */
export async function importConversation(
  project: Project,
  agentId: string,
  text: string,
): Promise<Result<void, FaultOf<'conversation-unreadable'>>> {
  const read = fromJson(text, agentId)
  if (!read.ok) return read
  const { entries, head } = read.value
  const session = entries[0]?.id ?? null
  const above = new Map<string, string | null>()
  const statements = entries.flatMap((entry): Statement[] => {
    const place = placeOf(entry, {
      session,
      place: entry.parentId === null ? null : (above.get(entry.parentId) ?? null),
    })
    above.set(entry.id, place?.id ?? (entry.parentId === null ? null : (above.get(entry.parentId) ?? null)))
    const found = place && insertPlace({ ...place, files: 'missing' }, 'it came from a file')
    return found ? [insertEntry(entry), found] : [insertEntry(entry)]
  })
  await project.database.write(statements)
  await loadTo(project, agentId, head)
  return ok(undefined)
}
