import type { Entry } from '../../../preload/protocol/entry.ts'
import { fail, ok, unreachable } from '../../../preload/protocol/result.ts'
import { firstWords } from '../conversation/places.ts'
import type { Database } from '../store/database.ts'
import { readEntry, readHistory } from '../store/entries.ts'
import type { Move } from '../store/moves.ts'
import type { Command } from './command.ts'
import { badArgument } from './parse.ts'

const usual = 50
const most = 1000
/** Characters of an entry's first words. */
const widest = 80

export const history: Command = {
  name: 'history',
  usage: '/history [--limit=N]',
  summary: 'What happened in this agent, in time order, abandoned paths included',
  options: { limit: { type: 'string' } },
  words: [0, 0],
  async run(project, { agentId, options }) {
    const limit = options.limit === undefined ? usual : Number(options.limit)
    if (!Number.isInteger(limit) || limit < 1 || limit > most) {
      return fail(badArgument(history, `--limit takes a whole number from 1 to ${most}`))
    }
    const newestFirst = await readHistory(project.database, agentId, limit)
    const lines: string[] = []
    for (const item of newestFirst.toReversed())
      lines.push('entry' in item ? entryLine(item.entry) : await moveLine(item.move, project.database))
    return ok({ text: lines.length === 0 ? 'Nothing has happened here yet.' : lines.join('\n'), view: null })
  },
}

function entryLine(entry: Entry): string {
  return `${timeOf(entry.createdAt)}  ${entry.kind.padEnd(11)}  ${firstWords(wordsOf(entry), widest)}`
}

async function moveLine(move: Move, database: Database): Promise<string> {
  return `${timeOf(move.at)}  ${move.reason.padEnd(11)}  to ${await placeOf(move.to, database)}`
}

/** Where a move led to, as a person calls it: a mark by its label. */
async function placeOf(to: string | null, database: Database): Promise<string> {
  if (to === null) return 'a new session'
  const entry = await readEntry(database, to)
  return entry?.kind === 'mark' ? entry.payload.label : `entry ${to.slice(0, 8)}`
}

function wordsOf(entry: Entry): string {
  switch (entry.kind) {
    case 'user':
      return entry.payload.text
    case 'assistant':
      return (
        entry.payload.text ||
        entry.payload.toolCalls.map(({ display }) => `${display.verb} ${display.subject}`).join(', ')
      )
    case 'tool_result':
      return `${entry.payload.outcome}: ${entry.payload.summary}`
    case 'memory':
      return `#mem-${entry.payload.number} v${entry.payload.version} ${entry.payload.title}`
    case 'summary':
      return entry.payload.text
    case 'mark':
      return entry.payload.label
    case 'notice':
      return entry.payload.command
    default:
      return unreachable(entry)
  }
}

function timeOf(at: number): string {
  const date = new Date(at)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}
