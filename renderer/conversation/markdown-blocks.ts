import { marked } from 'marked'

/** Markdown cut into top-level blocks. Blocks before `settled` characters will not change while text is added. */
export type Blocks = { text: string; settled: number; count: number; sources: readonly string[] }

const none: Blocks = { text: '', settled: 0, count: 0, sources: [] }

/**
 * Cut markdown into its top-level blocks.
 *
 * Given the blocks of a text that this one continues, only its end is read
 * again: the last two blocks may still grow together (a list that goes on after
 * an empty line), those before them are kept as they are.
 */
export function cutBlocks(written: string, previous: Blocks = none): Blocks {
  const text = written.includes('\r') ? written.replace(/\r\n?/g, '\n') : written
  if (text === previous.text) return previous
  const from = text.startsWith(previous.text.slice(0, previous.settled)) ? previous : none
  const raws = joinedRaws(text.slice(from.settled))
  const kept = from.sources.slice(0, from.count)
  let settled = from.settled
  let count = kept.length
  for (const raw of raws.slice(0, -2)) {
    // The lexer tidies white space in some blocks: where a block is not the text's own, nothing after it is settled.
    if (!text.startsWith(raw, settled)) break
    settled += raw.length
    count++
  }
  return { text, settled, count, sources: [...kept, ...raws] }
}

/** Blocks as they stand in the text, each with the empty lines behind it. */
function joinedRaws(text: string): string[] {
  const raws: string[] = []
  for (const token of marked.lexer(text)) {
    const last = raws.length - 1
    if (token.type === 'space' && last >= 0) raws[last] += token.raw
    else raws.push(token.raw)
  }
  return raws
}

/** Whether the text ends inside a fence that is still open: its colours wait until it is closed. */
export function openFence(source: string): boolean {
  const fence = /^ {0,3}(`{3,}|~{3,})/.exec(source)?.[1]
  if (!fence) return false
  const last = source.trimEnd().split('\n').at(-1)?.trim() ?? ''
  return source.trimEnd() === fence || !(last.length >= fence.length && /^(`+|~+)$/.test(last) && last[0] === fence[0])
}
