import { fail, ok } from '../../../preload/protocol/result.ts'
import { findMark } from '../agents/find-mark.ts'
import type { Command } from './command.ts'
import { badArgument } from './parse.ts'

export const diff: Command = {
  name: 'diff',
  usage: '/diff [file] [--staged] [--marks A B]',
  summary: "Show what has changed in this agent's directory; --marks: what differs between two marks",
  options: { staged: { type: 'boolean' }, marks: { type: 'boolean' } },
  words: [0, 2],
  async run(project, { agentId, words: [first, second], options }) {
    const { staged, marks } = options
    if (marks) {
      if (staged || first === undefined || second === undefined) {
        return fail(badArgument(diff, '--marks takes two labels and nothing else'))
      }
      const [a, b] = [await findMark(project, agentId, first), await findMark(project, agentId, second)]
      if (!a.ok) return a
      if (!b.ok) return b
      return ok({ text: null, view: null, ask: { kind: 'compare', agentId, a: a.value.id, b: b.value.id } })
    }
    if (second !== undefined) {
      return fail(badArgument(diff, `'${second}' is one word too many; quote what belongs together`))
    }
    const ask = { kind: 'diff' as const, agentId, file: first ?? null, staged: staged === true }
    return ok({ text: null, view: null, ask })
  },
}
