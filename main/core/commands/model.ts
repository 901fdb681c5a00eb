import { fail, ok } from '../../../preload/protocol/result.ts'
import { agentOf, type Project } from '../project.ts'
import { updateAgent } from '../store/agents.ts'
import type { Command } from './command.ts'
import { badArgument } from './parse.ts'

/** How long the server has to name its models before the answer goes without them. */
const listPatienceMs = 5000

export const model: Command = {
  name: 'model',
  usage: '/model [name]',
  summary: 'Show the model this agent uses, or choose another',
  options: {},
  words: [0, 1],
  async run(project, { agentId, words: [name] }) {
    if (name?.trim() === '') return fail(badArgument(model, 'the name is empty'))
    if (name === undefined) return ok({ text: await currentModel(project, agentId), view: null })
    await project.database.write([updateAgent(agentId, { model: name })])
    project.feed.emit({ type: 'model-set', agentId, model: name })
    return ok({ text: `${agentOf(project, agentId).name} now uses ${name}.`, view: null })
  },
}

async function currentModel(project: Project, agentId: string): Promise<string> {
  const { model: serving, info } = await project.models.current()
  const name = agentOf(project, agentId).model ?? info.name
  const offered = await serving.list(AbortSignal.timeout(listPatienceMs))
  const others = offered.ok ? `\nOffered by ${info.baseUrl}:\n${offered.value.map((one) => `• ${one}`).join('\n')}` : ''
  return `Model: ${name}${info.provider === 'demo' ? ' (a script, no AI)' : ''}${others}`
}
