import { randomUUID } from 'node:crypto'
import type { Queued } from '../../../preload/protocol/state.ts'
import { liveOf, type NewMessage, type Project } from '../project.ts'
import { enqueue } from '../store/runs.ts'
import { isFree } from './live-agent.ts'
import { beginRun } from './runs.ts'

/** Gives an agent a message: it begins a run, or waits behind the one that goes on, never in the middle of it. One that is being closed keeps it for when it is back. */
export async function deliver(project: Project, agentId: string, message: NewMessage): Promise<'sent' | 'queued'> {
  if (isFree(liveOf(project, agentId))) {
    await beginRun(project, agentId, message)
    return 'sent'
  }
  const waiting: Queued = { id: randomUUID(), text: message.text, from: message.from }
  await project.database.write([enqueue(agentId, waiting)])
  project.feed.emit({ type: 'message-queued', agentId, message: waiting })
  return 'queued'
}
