import type { Event } from '../../preload/protocol/events.ts'
import { explain } from '../../preload/protocol/explain.ts'
import type { Agent } from '../../preload/protocol/state.ts'

export type News = { agentId: string; title: string; body: string }

/**
 * What an event is worth telling somebody who looks elsewhere.
 *
 * A question that waits, and the end of a run; not an end that a person brought about.
 */
export function newsOf(event: Event, agent: Pick<Agent, 'id' | 'name' | 'queue'>, running: boolean): News | null {
  const news = (title: string, body: string): News => ({ agentId: agent.id, title, body })
  if (event.type === 'approval-asked') {
    const { verb, subject } = event.approval.display
    return news(`${agent.name} needs you`, `${agent.name}: ${verb} ${subject}`)
  }
  if (event.type !== 'run-changed' || !running) return null
  if (event.run.state === 'broken' && event.run.fault.kind !== 'stopped')
    return news(`${agent.name} failed`, explain(event.run.fault))
  if (event.run.state === 'idle' && agent.queue.length === 0)
    return news(`${agent.name} is done`, `${agent.name} ended its run.`)
  return null
}
