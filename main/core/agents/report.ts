import { randomUUID } from 'node:crypto'
import { explain } from '../../../preload/protocol/explain.ts'
import type { Fault } from '../../../preload/protocol/faults.ts'
import type { Queued } from '../../../preload/protocol/state.ts'
import { pathOf } from '../conversation/append.ts'
import { agentOf, type Project } from '../project.ts'

export type Report = { parentId: string; message: Queued }

/** What the parent of a sub-agent is told of how its task ended; null: other agents report to nobody, and nobody is told of a stop. */
export async function reportOf(project: Project, agentId: string, fault: Fault | null): Promise<Report | null> {
  const agent = agentOf(project, agentId)
  const parent = project.feed.state().agents.find(({ id }) => id === agent.parentId)
  if (agent.kind !== 'sub' || !parent || fault?.kind === 'stopped' || fault?.kind === 'interrupted') return null
  const said = (await pathOf(project, agentId)).findLast(
    (entry) => entry.kind === 'assistant' && entry.payload.text !== '',
  )
  const result = said?.kind === 'assistant' ? said.payload.text : ''
  const text = fault === null ? result : `I could not finish: ${explain(fault)}\n\n${result}`
  return { parentId: parent.id, message: { id: randomUUID(), text: text.trim() || 'Done.', from: agent.name } }
}
