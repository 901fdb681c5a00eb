import { randomUUID } from 'node:crypto'
import { explain } from '../../../preload/protocol/explain.ts'
import type { Fault } from '../../../preload/protocol/faults.ts'
import type { Agent, Queued } from '../../../preload/protocol/state.ts'
import { pathOf } from '../conversation/append.ts'
import { agentOf, liveOf, type Project } from '../project.ts'

export type Report = { parentId: string; message: Queued }

/**
 * What the parent of a sub-agent is told of how its task ended; null: other
 * agents report to nobody, and a parent that was stopped itself waits for nothing.
 */
export async function reportOf(project: Project, agentId: string, fault: Fault | null): Promise<Report | null> {
  const agent = agentOf(project, agentId)
  const parent = project.feed.state().agents.find(({ id }) => id === agent.parentId)
  if (agent.kind !== 'sub' || !parent || fault?.kind === 'interrupted') return null
  if (fault?.kind === 'stopped') {
    const { running, closing } = liveOf(project, agentId)
    const waits = parent.run.state !== 'broken' || parent.run.fault.kind !== 'stopped'
    if (running?.withParent || !waits) return null
    return reportFrom(agent.name, parent.id, closing.signal.aborted ? closedEarly : stoppedEarly)
  }
  const said = (await pathOf(project, agentId)).findLast(
    (entry) => entry.kind === 'assistant' && entry.payload.text !== '',
  )
  const result = said?.kind === 'assistant' ? said.payload.text : ''
  const text = fault === null ? result : `I could not finish: ${explain(fault)}\n\n${result}`
  return reportFrom(agent.name, parent.id, text.trim() || 'Done.')
}

/** What the parent of a sub-agent is told when it is closed, where it was told nothing before: its run was cut off, and waited to be continued. */
export function reportOfClosed(project: Project, { kind, name, parentId, run }: Agent): Report | null {
  const owed = kind === 'sub' && run.state === 'broken' && run.fault.kind === 'interrupted'
  return owed && parentId !== null && project.live.has(parentId) ? reportFrom(name, parentId, closed) : null
}

const closed = 'I was closed before I had finished.'
const stoppedEarly = 'I was stopped before I had finished.'
const closedEarly = 'I was stopped before I had finished, to be closed.'

const reportFrom = (from: string, parentId: string, text: string): Report => ({
  parentId,
  message: { id: randomUUID(), text, from },
})
