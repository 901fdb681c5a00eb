import { fail, ok } from '../../../preload/protocol/result.ts'
import { type Found, searchedWords } from '../../../preload/protocol/search.ts'
import { search as find } from '../search/search.ts'
import type { Command } from './command.ts'
import { badArgument } from './parse.ts'

const shown = 20
const longest = 1000

export const search: Command = {
  name: 'search',
  usage: '/search [TEXT]',
  summary: 'Find words in all conversations, marks, memory documents and commits',
  options: {},
  words: [0, 1],
  text: true,
  async run(project, { agentId, words: [text] }) {
    if (text === undefined) return ok({ text: null, view: null, ask: { kind: 'search', agentId } })
    if (text.length > longest) return fail(badArgument(search, `it takes at most ${longest} characters`))
    if (searchedWords(text).length === 0) return ok({ text: `There is no word in '${text}' to look for.`, view: null })
    const found = await find(project, text)
    if (found.length === 0) return ok({ text: `Nothing has '${text}'.`, view: null })
    const more = found.length > shown ? [`… and ${found.length - shown} more`] : []
    return ok({ text: [...found.slice(0, shown).map(lineOf), ...more].join('\n'), view: null })
  },
}

function lineOf(found: Found): string {
  const words = found.pieces
    .map(({ text }) => text)
    .join('')
    .split(/\s+/)
    .join(' ')
  if (found.kind === 'memory') return `#mem-${found.number}  ${found.title}: ${words}`
  if (found.kind === 'commit') return `${found.id.slice(0, 7)}  ${words}`
  return `${found.agent}${found.closed ? ' (closed)' : ''}, ${found.by}: ${words}`
}
