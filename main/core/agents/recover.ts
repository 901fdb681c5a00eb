import type { Agent } from '../../../preload/protocol/state.ts'
import { append, pathOf } from '../conversation/append.ts'
import { interruptedContent, unanswered } from '../conversation/messages.ts'
import { agentOf, type Project } from '../project.ts'
import { readBegunRewinds } from '../store/moves.ts'
import { giveUpWaiting } from '../store/places.ts'
import { dropPartial, endRun, readPartial, readQueue, readUnfinishedRuns } from '../store/runs.ts'
import { endInterruptedRewind } from './interrupted-rewind.ts'
import { sendNext } from './runs.ts'
import { unsaid } from './turn.ts'

/**
 * Closes what a crash or a quit left open: what had come of a reply becomes an
 * entry, calls without a result are said to be interrupted, and the run waits
 * to be continued. Messages that waited wait again, behind Continue; those of an
 * agent whose run had ended begin the next.
 */
export async function recover(project: Project): Promise<void> {
  await project.database.write([giveUpWaiting(project.info.id, 'Ikigai ended before they were')])
  for (const { id } of project.feed.state().agents) {
    for (const message of await readQueue(project.database, id)) {
      project.feed.emit({ type: 'message-queued', agentId: id, message })
    }
  }
  for (const run of await readUnfinishedRuns(project.database, project.info.id)) {
    const fault = run.fault ?? { kind: 'interrupted' as const }
    if (run.state === 'running') {
      await closeInterrupted(project, agentOf(project, run.agentId))
      await project.database.write([endRun({ id: run.id, fault, at: project.clock() })])
    }
    project.feed.emit({ type: 'run-changed', agentId: run.agentId, run: { state: 'broken', runId: run.id, fault } })
  }
  for (const { agentId, wish } of await readBegunRewinds(project.database, project.info.id)) {
    if (project.live.has(agentId)) await endInterruptedRewind(project, agentId, wish)
  }
  // what waited behind a run that had ended has nothing left to wait for
  for (const { id, run } of project.feed.state().agents) if (run.state === 'idle') await sendNext(project, id)
}

async function closeInterrupted(project: Project, { id: agentId }: Agent): Promise<void> {
  const partial = await readPartial(project.database, agentId)
  if (partial) {
    const { text, reasoning, model } = partial
    await append(
      project,
      agentId,
      { kind: 'assistant', payload: { ...unsaid(model), text, reasoning, end: 'interrupted' } },
      [dropPartial(agentId)],
    )
  }
  for (const call of unanswered(await pathOf(project, agentId))) {
    const payload = {
      callId: call.id,
      outcome: 'interrupted' as const,
      content: interruptedContent,
      summary: 'interrupted',
      detail: null,
    }
    await append(project, agentId, { kind: 'tool_result', payload })
  }
}
