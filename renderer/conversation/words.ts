import { withoutCode } from '../../preload/protocol/code-ranges.ts'
import { memoryReference } from '../../preload/protocol/memory.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are control characters
const escapes = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])/g

/** Output of a program as plain text: no colours, and a line that was written over shows its last state. */
export function plainOutput(text: string): string {
  return text
    .replace(escapes, '')
    .replace(/\r+\n/g, '\n')
    .replace(/[^\n]*\r(?=[^\n])/g, '')
}

/** The last lines of a text that may be long, without reading all of it. */
export function lastLines(text: string, count: number): string {
  return text.slice(-20_000).trimEnd().split('\n').slice(-count).join('\n')
}

/** A stretch of time as people say it: `4 s`, `2 min 05 s`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
}

/** The time of day: `14:02`. */
export const clock = (at: number): string =>
  new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })

/** A count of tokens or characters in few signs: `842`, `18.4k`, `1.2M`. */
export function count(number: number): string {
  if (number < 1000) return String(number)
  if (number < 999_950) return `${trim(number / 1000)}k`
  return `${trim(number / 1_000_000)}M`
}

/** US dollars, to the cent and finer where less than a cent was spent. */
export function dollars(cost: number): string {
  if (cost === 0) return '$0'
  return cost < 0.01 ? '<$0.01' : `$${cost.toFixed(2)}`
}

const trim = (number: number) => (number >= 100 ? number.toFixed(0) : number.toFixed(1).replace(/\.0$/, ''))

/** What a person wrote, in parts: fenced code, references to memory and files, and the rest. */
export type Part = { kind: 'text' | 'code' | 'memory' | 'file'; text: string }

/** The parts of a message. Together they are the message, but for the signs of the fences. */
export function partsOf(text: string): Part[] {
  return text.split(/^```[^\n]*\n([\s\S]*?)^```[ \t]*$\n?/m).flatMap((piece, index): Part[] => {
    if (index % 2 === 1) return [{ kind: 'code', text: piece.replace(/\n$/, '') }]
    return inlineParts(piece)
  })
}

const named = new RegExp(`${memoryReference.source}|(?<![\\w@])@[\\w./-]*[\\w/]`, 'g')

function inlineParts(text: string): Part[] {
  const parts: Part[] = []
  let at = 0
  for (const { 0: found, index } of withoutCode(text).matchAll(named)) {
    parts.push(
      { kind: 'text', text: text.slice(at, index) },
      { kind: found.startsWith('#') ? 'memory' : 'file', text: found },
    )
    at = index + found.length
  }
  return [...parts, { kind: 'text' as const, text: text.slice(at) }].filter((part) => part.text !== '')
}

/** Parts of an outcome's words: additions and removals are to be coloured, where there are any. */
export function outcomeParts(summary: string): { kind: 'plain' | 'added' | 'removed'; text: string }[] {
  return summary
    .split(/((?<!\S)[+−-][1-9]\d*(?!\S))/)
    .filter((text) => text !== '')
    .map((text) => ({ kind: /^\+\d+$/.test(text) ? 'added' : /^[−-]\d+$/.test(text) ? 'removed' : 'plain', text }))
}
