import { fail, ok } from '../../../preload/protocol/result.ts'
import { checkMessage } from '../agents/check-message.ts'
import { findAgent } from '../agents/find.ts'
import { agentOf } from '../project.ts'
import type { Command } from './command.ts'
import { badArgument } from './parse.ts'

export const sendTo: Command = {
  name: 'send',
  usage: '/send AGENT TEXT',
  summary: 'Give another agent a message, as from this one',
  options: {},
  words: [2, 2],
  text: true,
  async run(project, { agentId, words: [to = '', message = ''] }) {
    const found = findAgent(project.feed.state().agents, to)
    if (!found.ok) return found
    const { id, name, kind } = found.value
    if (id === agentId) return fail(badArgument(sendTo, `'${name}' is this agent; type the message here`))
    if (kind === 'sub') return fail({ kind: 'sub-agent-reads-only', name, parent: null })
    const from = agentOf(project, agentId).name
    const checked = await checkMessage(project, id, message)
    if (!checked.ok) return checked
    const did = await project.deliver(id, { text: message, from })
    return ok({ text: did === 'sent' ? `Sent to ${name}.` : `${name} is at work and reads it after that.`, view: null })
  },
}
