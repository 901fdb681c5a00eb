import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'

/** Where a typed line is not a sequence of words: a quote that nobody closes. */
export type Unclosed = { quote: string }

/**
 * Splits a line into commands at `&&` and each command into words.
 *
 * Words are separated by white space; single quotes keep everything, double
 * quotes too but for `\"` and `\\`. An operator inside quotes is text.
 */
export function splitCommands(line: string): Result<string[][], Unclosed> {
  const commands: string[][] = []
  let words: string[] = []
  let word: string | null = null
  let index = 0
  while (index < line.length) {
    const char = line.charAt(index)
    if (char === '"' || char === "'") {
      const quoted = readQuoted(line, index)
      if (!quoted) return fail({ quote: char })
      word = (word ?? '') + quoted.text
      index = quoted.end
    } else if (/\s/.test(char) || line.startsWith('&&', index)) {
      if (word !== null) words.push(word)
      word = null
      if (char === '&') {
        commands.push(words)
        words = []
      }
      index += char === '&' ? 2 : 1
    } else {
      word = (word ?? '') + char
      index += 1
    }
  }
  if (word !== null) words.push(word)
  commands.push(words)
  return ok(commands)
}

function readQuoted(line: string, start: number): { text: string; end: number } | null {
  const quote = line.charAt(start)
  let text = ''
  for (let index = start + 1; index < line.length; index += 1) {
    const char = line.charAt(index)
    if (char === quote) return { text, end: index + 1 }
    const next = line.charAt(index + 1)
    if (quote === '"' && char === '\\' && (next === '"' || next === '\\')) {
      text += next
      index += 1
    } else text += char
  }
  return null
}

/** A bad argument of a command, with its usage. */
export function badArgument(command: { name: string; usage: string }, reason: string): FaultOf<'bad-argument'> {
  return { kind: 'bad-argument', command: command.name, reason, usage: command.usage }
}

/** Words as they can be typed again: what would be read as something else is quoted. */
export function typedWords(words: readonly string[]): string {
  return words
    .map((word) => (/^[^\s"'\\&]+$/.test(word) ? word : `"${word.replaceAll(/["\\]/g, (char) => `\\${char}`)}"`))
    .join(' ')
}
