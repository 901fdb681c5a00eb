import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type Entry, entry as entrySchema } from '../../../preload/protocol/entry.ts'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'

const format = 'ikigai-conversation'

const exported = z.object({
  format: z.literal(format),
  version: z.literal(1),
  agent: z.string(),
  head: z.string().nullable(),
  entries: z.array(entrySchema).max(1_000_000),
})

/** A whole tree, abandoned paths included, with where its agent is. */
export type Exported = { agent: string; head: string | null; entries: Entry[] }

export function toJson({ agent, head, entries }: Exported): string {
  return `${JSON.stringify({ format, version: 1, agent, head, entries }, null, 2)}\n`
}

/**
 * Reads what `toJson` wrote, for an agent to take over: every entry gets a new
 * id, since the old ones may still be here. Every parent must stand before its
 * children, and there is one first entry.
 */
export function fromJson(text: string, agentId: string): Result<Exported, FaultOf<'conversation-unreadable'>> {
  const read = exported.safeParse(parsed(text))
  if (!read.success) return fail({ kind: 'conversation-unreadable', why: 'it is not an exported conversation' })
  const { agent, head, entries } = read.data
  if (entries.length === 0) return fail({ kind: 'conversation-unreadable', why: 'nothing was said in it' })
  const ids = new Map<string, string>()
  const taken: Entry[] = []
  for (const entry of entries) {
    const parentId = entry.parentId === null ? null : ids.get(entry.parentId)
    const isFirst = taken.length === 0
    if (parentId === undefined || (parentId === null) !== isFirst || ids.has(entry.id)) {
      return fail({ kind: 'conversation-unreadable', why: 'its entries do not make one tree' })
    }
    const id = randomUUID()
    ids.set(entry.id, id)
    taken.push(withOwnMark({ ...entry, id, agentId, parentId }, ids))
  }
  const there = head === null ? (taken.at(-1)?.id ?? null) : ids.get(head)
  if (there === undefined || there === null) {
    return fail({ kind: 'conversation-unreadable', why: 'it does not say where its agent was' })
  }
  return ok({ agent, head: there, entries: taken })
}

/** A summary names the entry of its mark. */
function withOwnMark(entry: Entry, ids: ReadonlyMap<string, string>): Entry {
  if (entry.kind !== 'summary') return entry
  return { ...entry, payload: { ...entry.payload, mark: ids.get(entry.payload.mark) ?? '' } }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // what is no JSON is no conversation either
  }
}

/** A path as a document that people read. */
export function toMarkdown(agent: string, path: readonly Entry[]): string {
  const parts = path.map(asMarkdown).filter((part) => part !== '')
  return `# ${agent}\n\n${parts.join('\n\n')}\n`
}

function asMarkdown(entry: Entry): string {
  switch (entry.kind) {
    case 'user':
      return `## ${entry.payload.from ?? 'You'}\n\n${entry.payload.text}`
    case 'assistant': {
      const calls = entry.payload.toolCalls.map(({ display }) => `- \`${display.verb} ${display.subject}\``)
      const said = [entry.payload.text, calls.join('\n')].filter((part) => part !== '').join('\n\n')
      return said === '' ? '' : `## ${entry.payload.model}\n\n${said}`
    }
    case 'summary':
      return `## Summary of what was said before\n\n${entry.payload.text}`
    case 'mark':
      return `---\n\n⟡ Mark: ${entry.payload.label}`
    case 'memory':
      return `> #mem-${entry.payload.number} v${entry.payload.version}: ${entry.payload.title}`
    default:
      return ''
  }
}
