import { stripVTControlCharacters } from 'node:util'
import { size } from './refusals.ts'

/** An escape sequence, or a CR, whose end is still to come. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const unfinished = /(?:\u001b(?:\[[0-?]{0,100}[ -/]{0,100}|\][^\u0007\u001b]{0,2000}\u001b?|[ -/]{0,100})?|\r)$/

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const invisible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g

/**
 * Turns a command's bytes into plain text as they come: UTF-8 decoded and
 * terminal sequences taken out, both across the borders of chunks. CRLF becomes LF.
 */
export function plainText(): { add(chunk: Uint8Array): string; end(): string } {
  const decoder = new TextDecoder()
  let held = ''
  const pass = (text: string, last: boolean) => {
    const all = held + text
    const at = last ? all.length : (unfinished.exec(all)?.index ?? all.length)
    held = all.slice(at)
    return stripVTControlCharacters(all.slice(0, at)).replaceAll('\r\n', '\n').replace(invisible, '')
  }
  return {
    add: (chunk) => pass(decoder.decode(chunk, { stream: true }), false),
    end: () => pass(decoder.decode(), true),
  }
}

const longestLine = 32_000

/**
 * Keeps the beginning and the end of a text that may be endless, and says how much it left out between.
 *
 * What a lone CR overwrites, as progress bars do, is not kept at all.
 */
export function headAndTail(most: { head: number; tail: number }): { add(text: string): void; text(): string } {
  let head = ''
  let tail = ''
  let leftOut = 0
  let line = ''

  const commit = (text: string) => {
    const taken = text.slice(0, most.head - head.length)
    head += taken
    tail += text.slice(taken.length)
    if (tail.length > most.tail * 2) trim()
  }
  const trim = () => {
    leftOut += Math.max(0, tail.length - most.tail)
    tail = tail.slice(-most.tail)
  }
  return {
    add(text) {
      line += text
      const end = line.lastIndexOf('\n') + 1
      if (end > 0) commit(line.slice(0, end).split('\n').map(overwritten).join('\n'))
      line = overwritten(line.slice(end))
      if (line.length <= longestLine) return
      commit(line)
      line = ''
    },
    text() {
      commit(line.replace(/\r$/, ''))
      line = ''
      trim()
      if (leftOut === 0) return head + tail
      const note = `[${size(leftOut)} left out here. To see it, send the output to a file and read that.]`
      return `${head.toWellFormed()}\n${note}\n${tail.toWellFormed()}`
    },
  }
}

/** What a terminal would still show of a line: the part after its last CR, unless nothing came after that. */
const overwritten = (line: string) => line.slice(line.lastIndexOf('\r', line.length - 2) + 1)

/**
 * Passes text on at most once per interval and then only its newest part, so
 * that whoever watches a flood is not drowned in it.
 */
export function trickle(
  pass: (text: string) => void,
  most: { characters: number; everyMs: number },
): { add(text: string): void; end(): void } {
  let waiting = ''
  let leftOut = 0
  let timer: NodeJS.Timeout | null = null

  const keepNewest = () => {
    leftOut += Math.max(0, waiting.length - most.characters)
    waiting = waiting.slice(-most.characters)
  }
  const flush = () => {
    timer = null
    keepNewest()
    const text = leftOut > 0 ? `\n[${size(leftOut)} not shown]\n${waiting.toWellFormed()}` : waiting
    waiting = ''
    leftOut = 0
    if (text !== '') pass(text)
  }
  return {
    add(text) {
      // A lone CR, which would overwrite a line, starts a new one here.
      waiting += text.replaceAll('\r', '\n')
      if (waiting.length > most.characters * 2) keepNewest()
      timer ??= setTimeout(flush, most.everyMs)
    },
    end() {
      if (timer) clearTimeout(timer)
      flush()
    },
  }
}
