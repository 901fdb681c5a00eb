import { explain } from '../../../preload/protocol/explain.ts'
import type { Fault } from '../../../preload/protocol/faults.ts'
import { pathOf } from '../conversation/append.ts'
import { agentOf, type Project } from '../project.ts'

/** Tells the parent of a sub-agent what came of its task. Other agents report to nobody. */
export async function reportToParent(project: Project, agentId: string, fault: Fault | null): Promise<void> {
  const agent = agentOf(project, agentId)
  const parent = project.feed.state().agents.find(({ id }) => id === agent.parentId)
  if (agent.kind !== 'sub' || !parent || fault?.kind === 'stopped') return
  const said = (await pathOf(project, agentId)).findLast(({ kind }) => kind === 'assistant')
  const result = said?.kind === 'assistant' ? said.payload.text : ''
  const text = fault === null ? result : `I could not finish: ${explain(fault)}\n\n${result}`
  await project.deliver(parent.id, { text: text.trim() || 'Done.', from: agent.name })
}
