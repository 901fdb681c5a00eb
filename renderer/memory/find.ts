import { withoutCode } from '../../preload/protocol/code-ranges.ts'
import { type MemoryDocument, memoryReference } from '../../preload/protocol/memory.ts'
import { rank } from '../ui/rank.ts'

/** The document that a name means: its number, or its alias. */
export function documentNamed(memory: readonly MemoryDocument[], name: string): MemoryDocument | undefined {
  return memory.find(({ number, alias }) => String(number) === name || alias === name)
}

/** What a document is called in a line of a list: its alias, else its title. */
export const calledIn = ({ alias, title }: MemoryDocument): string => alias ?? title

/**
 * The documents that fit what is typed: by number, alias or title, best first,
 * and behind them those that the host found it in. All of them where nothing is.
 */
export function fitting(
  memory: readonly MemoryDocument[],
  typed: string,
  inside: readonly number[],
): readonly MemoryDocument[] {
  const query = typed.trim().replace(/^#(mem-)?/, '')
  if (query === '') return memory
  const choices = memory.map((document) => ({
    document,
    id: String(document.number),
    label: `${document.number} ${document.alias ?? ''}`,
    also: document.title,
  }))
  const exact = documentNamed(memory, query)
  const called = rank(choices, query, exact ? String(exact.number) : null).map(({ choice }) => choice.document)
  const found = inside.flatMap((number) => memory.find((one) => one.number === number) ?? [])
  return [...new Set([...called, ...found])]
}

/** A text in parts: references, each with the name it holds, and what stands between them. Joined they are the text. */
export function referenceParts(text: string): { text: string; name: string | null }[] {
  const parts: { text: string; name: string | null }[] = []
  let at = 0
  for (const found of withoutCode(text).matchAll(new RegExp(memoryReference, 'g'))) {
    if (found.index > at) parts.push({ text: text.slice(at, found.index), name: null })
    parts.push({ text: found[0], name: found[1] ?? '' })
    at = found.index + found[0].length
  }
  if (at < text.length) parts.push({ text: text.slice(at), name: null })
  return parts
}
