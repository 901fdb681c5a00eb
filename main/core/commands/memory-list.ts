import type { MemoryDocument } from '../../../preload/protocol/memory.ts'
import { ok } from '../../../preload/protocol/result.ts'
import { globTest } from '../tools/globs.ts'
import type { Command } from './command.ts'

export const memoryList: Command = {
  name: 'memory list',
  usage: '/memory list [--filter=GLOB]',
  summary: 'List the memory documents; --filter: by alias, such as websocket/*',
  options: { filter: { type: 'string' } },
  words: [0, 0],
  async run(project, { options }) {
    const { filter } = options
    const all = project.feed.state().memory
    const fits = typeof filter === 'string' ? globTest(filter) : () => true
    const some = typeof filter === 'string' ? all.filter(({ alias }) => alias !== null && fits(alias)) : all
    if (some.length > 0) return ok({ text: some.map(lineOf).join('\n'), view: null })
    const none = all.length === 0 ? 'There are no memory documents yet.' : `No alias fits '${filter}'.`
    return ok({ text: none, view: null })
  },
}

function lineOf({ number, alias, title, version, author }: MemoryDocument): string {
  const name = alias === null ? `#mem-${number}` : `#mem-${number} (${alias})`
  return `${name}  ${title}  v${version} by ${author ?? 'you'}`
}
