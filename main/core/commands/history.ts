import type { Entry } from '../../../preload/protocol/entry.ts'
import { fail, ok, unreachable } from '../../../preload/protocol/result.ts'
import { firstWords } from '../conversation/places.ts'
import type { Database } from '../store/database.ts'
import { readEntry, readHistory } from '../store/entries.ts'
import type { Move } from '../store/moves.ts'
import { readPlace } from '../store/places.ts'
import type { Command } from './command.ts'
import { badArgument } from './parse.ts'

const usual = 50
const most = 1000
/** Characters of an entry's first words. */
const widest = 80

const kindWords: Record<Entry['kind'], string> = {
  user: 'message',
  assistant: 'reply',
  tool_result: 'tool',
  mark: 'mark',
  memory: 'memory',
  summary: 'summary',
  notice: 'command',
}

const reasonWords: Record<Move['reason'], string> = {
  clear: 'cleared',
  rewind: 'rewound',
  undo: 'undone',
  load: 'loaded',
  summary: 'summed up',
  fork: 'forked',
}

/** Characters of the widest of these words. */
const wide = 9

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
    const lines = await Promise.all(
      newestFirst
        .toReversed()
        .map((item) => ('entry' in item ? entryLine(item.entry) : moveLine(project.database, item.move))),
    )
    return ok({ text: lines.length === 0 ? 'Nothing has happened here yet.' : lines.join('\n'), view: null })
  },
}

function entryLine(entry: Entry): string {
  return `${timeOf(entry.createdAt)}  ${kindWords[entry.kind].padEnd(wide)}  ${firstWords(wordsOf(entry), widest)}`
}

async function moveLine(database: Database, { at, reason, from, to }: Move): Promise<string> {
  const left = reason === 'fork' ? '' : `from ${await spotOf(database, from)} `
  const there = reason === 'clear' ? 'a new session' : await spotOf(database, to)
  return `${timeOf(at)}  ${reasonWords[reason].padEnd(wide)}  ${left}to ${there}`
}

/** An entry as people know it: a mark by what it is called now, any other by its first words. */
async function spotOf(database: Database, id: string | null): Promise<string> {
  if (id === null) return 'the beginning'
  const [place, entry] = [await readPlace(database, id), await readEntry(database, id)]
  if (place?.kind === 'mark') return `mark '${place.label}'`
  return `“${entry ? firstWords(wordsOf(entry), widest / 2) : ''}”`
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
      return entry.payload.outcome === 'ok'
        ? entry.payload.summary
        : `${entry.payload.outcome}: ${entry.payload.summary}`
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
