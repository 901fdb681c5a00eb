import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'

/** Where a typed line is not a sequence of words: a quote that nobody closes. */
export type Unclosed = { quote: string }

/**
 * Splits a line into commands at `&&` and each command into words.
 *
 * Words are separated by white space; single quotes keep everything, double
 * quotes too but for `\"` and `\\`. An operator inside quotes is text. Behind the
 * words that `takesText` names, the rest of the command is one word as it stands.
 */
export function splitCommands(
  line: string,
  takesText: (words: readonly string[]) => boolean = () => false,
): Result<string[][], Unclosed> {
  const commands: string[][] = []
  let words: string[] = []
  let word: string | null = null
  let index = 0
  while (index < line.length) {
    const char = line.charAt(index)
    if (word === null && /\S/.test(char) && !line.startsWith('&&', index) && takesText(words)) {
      const end = endOfText(line, index)
      words.push(line.slice(index, end).trimEnd())
      index = end
    } else if (char === '"' || char === "'") {
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

/**
 * Where the text that begins at `start` ends: at the next `&&`, or with the line.
 * It may stand in quotes. An apostrophe is none, nor is what a backslash stands before:
 * only what begins and ends a word quotes.
 */
function endOfText(line: string, start: number): number {
  let index = start
  while (index < line.length && !line.startsWith('&&', index)) {
    const char = line.charAt(index)
    const quoted = (char === '"' || char === "'") && !isInWord(line, index - 1, start) ? readQuoted(line, index) : null
    index = quoted && !isInWord(line, quoted.end, start) ? quoted.end : index + 1
  }
  return index
}

const isInWord = (line: string, index: number, start: number) =>
  index >= start && /[\p{L}\p{N}\\]/u.test(line.charAt(index))

/** A text without the quotes that it stands in as a whole. */
export function unquoted(text: string): string {
  const quoted = /^["']/.test(text) ? readQuoted(text, 0) : null
  return quoted?.end === text.length ? quoted.text : text
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
