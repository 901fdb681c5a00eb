import { ok } from '../../../preload/protocol/result.ts'
import type { Command } from './command.ts'

export const diff: Command = {
  name: 'diff',
  usage: '/diff [file] [--staged]',
  summary: "Show what has changed in this agent's directory",
  options: { staged: { type: 'boolean' } },
  words: [0, 1],
  async run(_project, { agentId, words: [file], options }) {
    const ask = { kind: 'diff' as const, agentId, file: file ?? null, staged: options.staged === true }
    return ok({ text: null, view: null, ask })
  },
}
