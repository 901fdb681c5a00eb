import { readerWords } from '../../../preload/protocol/reader.ts'
import { fail, ok } from '../../../preload/protocol/result.ts'
import type { Command } from './command.ts'
import { badArgument } from './parse.ts'

/** `/help` over the other commands, and itself. */
export function helpFor(others: readonly Command[]): Command {
  const help: Command = {
    name: 'help',
    usage: '/help [command]',
    summary: 'List the commands, or explain one',
    options: {},
    words: [0, 2],
    async run({ feed }, { words }) {
      const all = [...others, help]
      if (words.length === 0) return ok({ text: `${table(all)}\n\n${readerWords(feed.state().reader)}`, view: null })
      const wanted = words.join(' ').replace(/^\//, '')
      const fitting = all.filter(({ name }) => name === wanted || name.startsWith(`${wanted} `))
      return fitting.length > 0
        ? ok({ text: table(fitting), view: null })
        : fail(badArgument(help, `there is no command /${wanted}`))
    },
  }
  return help
}

const textWords =
  'TEXT is taken as it stands, up to the end or to && that chains; put it in quotes where it has && itself.'

/** Characters of the first column. A longer usage has a line of its own. */
const width = 28

function table(commands: readonly Command[]): string {
  const lines = commands.map(({ usage, summary }) => {
    if (usage.length <= width) return `${usage.padEnd(width)}  ${summary}`
    return `${usage}\n${' '.repeat(width)}  ${summary}`
  })
  const texts = commands.some(({ text }) => text) ? ['', textWords] : []
  return [...lines, ...texts].join('\n')
}
