import type { Entry } from '../../../preload/protocol/entry.ts'

/** Entries as plain text for a model, oldest first; of what is too long the end is kept. */
export function entriesInWords(entries: readonly Entry[], longest: number): string {
  const lines = entries.map(inWords).filter((line) => line !== '')
  return lines.length === 0 ? '(nothing)' : cut(lines.join('\n\n'), longest)
}

/** All that lies below an entry as plain text, path after path; of what is too long the beginning is kept. */
export function branchesInWords(from: string, below: readonly Entry[], longest: number): string {
  const children = Map.groupBy(below, ({ parentId }) => parentId)
  const lines: string[] = []
  let paths = 0
  // by hand and not by recursion: a path may have thousands of entries
  const waiting = (children.get(from) ?? []).toReversed().map((entry) => ({ entry, begins: false }))
  const several = waiting.length > 1
  for (const one of waiting) one.begins = several
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (!next) break
    if (next.begins) {
      paths += 1
      lines.push(`— Path ${paths} —`)
    }
    const words = inWords(next.entry)
    if (words !== '') lines.push(words)
    const after = children.get(next.entry.id) ?? []
    for (const entry of after.toReversed()) waiting.push({ entry, begins: after.length > 1 })
  }
  const text = lines.join('\n\n')
  return text.length > longest ? `${text.slice(0, longest)}\n[… cut: read the marks below this one for the rest]` : text
}

function cut(text: string, longest: number): string {
  return text.length > longest ? `[… the beginning is cut]\n${text.slice(-longest)}` : text
}

function inWords(entry: Entry): string {
  switch (entry.kind) {
    case 'user':
      return `User: ${entry.payload.text}`
    case 'assistant': {
      const calls = entry.payload.toolCalls.map(({ display }) => `[${display.verb} ${display.subject}]`)
      const said = entry.payload.text === '' ? [] : [`Assistant: ${entry.payload.text}`]
      return [...said, ...calls].join('\n')
    }
    case 'tool_result':
      return entry.payload.outcome === 'ok' ? '' : `[${entry.payload.outcome}: ${entry.payload.summary}]`
    case 'memory':
      return `[memory document #mem-${entry.payload.number}: ${entry.payload.title}]`
    case 'summary':
      return `[Summary of what was said before]\n${entry.payload.text}`
    case 'mark':
      return `Mark '${entry.payload.label}'`
    default:
      return ''
  }
}
