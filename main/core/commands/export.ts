import { fail, ok } from '../../../preload/protocol/result.ts'
import type { Command } from './command.ts'
import { badArgument } from './parse.ts'

export const exportTo: Command = {
  name: 'export',
  usage: '/export markdown|json',
  summary: 'Save this conversation as a file: markdown to read, json to bring it back whole',
  options: {},
  words: [1, 1],
  async run(_project, { agentId, words: [format] }) {
    if (format !== 'markdown' && format !== 'json') {
      return fail(badArgument(exportTo, `'${format}' is neither markdown nor json`))
    }
    return ok({ text: null, view: null, ask: { kind: 'export', agentId, format } })
  },
}
