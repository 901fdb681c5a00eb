import { randomUUID } from 'node:crypto'
import type { NewEntry } from '../../../preload/protocol/entry.ts'
import type { Fault, FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { append } from '../conversation/append.ts'
import { pullMemory, referredIn } from '../memory/pull.ts'
import { agentOf, liveOf, type NewMessage, type Project } from '../project.ts'
import { faultOf } from '../rpc/dispatch.ts'
import { updateAgent } from '../store/agents.ts'
import type { Statement } from '../store/database.ts'
import { dequeue, dropPartial, endRun, enqueue, startRun } from '../store/runs.ts'
import { attachedFiles } from './attach.ts'
import { runCalls } from './calls.ts'
import { keepFiles } from './keeping.ts'
import { isFree } from './live-agent.ts'
import { offerMerges } from './offering.ts'
import { type Report, reportOf } from './report.ts'
import { takeTurn } from './turn.ts'

/**
 * Begins a run with a user's message: model, tools, model, … to its end.
 *
 * Resolves once the message is on disk; the run goes on by itself. The caller
 * has seen that no run goes on. Rejects with StoreFailure, and then no run began.
 */
export async function beginRun(
  project: Project,
  agentId: string,
  message: NewMessage,
  also: readonly Statement[] = [],
): Promise<void> {
  const runId = randomUUID()
  await occupy(project, agentId, runId, async () => {
    const start = startRun({ id: runId, agentId, at: project.clock() })
    const { text, from } = message
    // what was deleted or cannot be read any more since the message was checked is left out: the message names it
    const { files } = await attachedFiles(agentOf(project, agentId).directory, text)
    const { rows } = await referredIn(project, text)
    for (const row of rows) await pullMemory(project, agentId, row)
    const said: NewEntry = { kind: 'user', payload: from === null ? { text, files } : { text, files, from } }
    const { id } = await append(project, agentId, said, [start, dropPartial(agentId), ...also])
    void keepFiles(project, agentId, id, 'before')
  })
}

/** Goes on with a run that broke, from the path as it is. */
export async function continueRun(
  project: Project,
  agentId: string,
): Promise<Result<void, FaultOf<'nothing-to-continue'>>> {
  const { run, name } = agentOf(project, agentId)
  if (run.state !== 'broken' || !isFree(liveOf(project, agentId))) return fail({ kind: 'nothing-to-continue', name })
  await occupy(project, agentId, run.runId, async () => {
    await project.database.write([startRun({ id: run.runId, agentId, at: project.clock() }), dropPartial(agentId)])
  })
  return ok(undefined)
}

/** Stops what an agent does and waits until it has stopped. `why` is how the run is said to have ended. */
export async function stopRun(
  project: Project,
  agentId: string,
  why: FaultOf<'stopped' | 'interrupted'> = { kind: 'stopped' },
): Promise<void> {
  const { running } = liveOf(project, agentId)
  running?.abort.abort(why)
  await Promise.all([running?.ended, stopBelow(project, agentId, why)])
  // one that was being made when the run was stopped has begun since
  await stopBelow(project, agentId, why)
}

/** What an agent had others do for it stops with it. */
async function stopBelow(project: Project, agentId: string, why: FaultOf<'stopped' | 'interrupted'>): Promise<void> {
  const below = project.feed.state().agents.filter(({ parentId, kind }) => parentId === agentId && kind === 'sub')
  for (const { id } of below) {
    const { running } = liveOf(project, id)
    if (running) running.withParent = true
  }
  await Promise.all(below.map(({ id }) => stopRun(project, id, why)))
}

/**
 * Stops what an agent does, and moves it while it is still: a message that comes
 * meanwhile waits, and is sent when `work` has ended. What waited before, waits.
 */
export async function whileStill<T>(project: Project, agentId: string, work: () => Promise<T>): Promise<T> {
  const live = liveOf(project, agentId)
  do await stopRun(project, agentId)
  while (live.running)
  const abort = new AbortController()
  const over = Promise.withResolvers<void>()
  live.running = { abort, ended: over.promise, withParent: false }
  const waited = agentOf(project, agentId).queue.length > 0
  try {
    return await work()
  } finally {
    live.running = null
    if (!waited && !abort.signal.aborted) await sendWaiting(project, agentId)
    over.resolve()
  }
}

/** Forgets that a run broke, so that nothing offers to continue it. */
export async function setIdle(project: Project, agentId: string): Promise<void> {
  const { run } = agentOf(project, agentId)
  if (run.state !== 'broken') return
  await project.database.write([endRun({ id: run.runId, fault: null, at: project.clock() })])
  project.feed.emit({ type: 'run-changed', agentId, run: { state: 'idle' } })
}

/** Takes the agent's one place for a run, prepares it, and lets it go on by itself. */
async function occupy(project: Project, agentId: string, runId: string, prepare: () => Promise<void>): Promise<void> {
  const live = liveOf(project, agentId)
  if (!isFree(live)) throw new Error(`agent ${agentId} already runs, or is being closed`)
  const abort = new AbortController()
  const over = Promise.withResolvers<void>()
  live.running = { abort, ended: over.promise, withParent: false }
  try {
    await prepare()
    const since = project.clock()
    project.feed.emit({ type: 'run-changed', agentId, run: { state: 'running', runId, since, retry: null } })
  } catch (error) {
    live.running = null
    over.resolve()
    throw error
  }
  void workToEnd(project, agentId, runId, abort.signal).finally(over.resolve)
}

/** Owns a run until it is over. Never rejects: what goes wrong becomes how the run ended. */
async function workToEnd(project: Project, agentId: string, runId: string, signal: AbortSignal): Promise<void> {
  let fault: Fault | null
  let report: Report | null = null
  try {
    fault = await work(project, agentId, runId, signal)
    report = await reportOf(project, agentId, fault)
    // a task has not ended where its parent would never hear of it
    const waiting = report ? [enqueue(report.parentId, report.message)] : []
    await project.database.write([...waiting, endRun({ id: runId, fault, at: project.clock() })])
  } catch (error) {
    fault = faultOf(error, project.log, 'run')
  }
  const { place } = agentOf(project, agentId)
  if (place !== null) void keepFiles(project, agentId, place, 'after')
  liveOf(project, agentId).running = null
  project.feed.emit({
    type: 'run-changed',
    agentId,
    run: fault ? { state: 'broken', runId, fault } : { state: 'idle' },
  })
  try {
    await noteUnread(project, agentId)
    if (report) await handOver(project, report)
    if (!fault && !signal.aborted) await sendNext(project, agentId)
    await offerMerges(project)
  } catch (error) {
    faultOf(error, project.log, 'after a run')
  }
}

async function work(project: Project, agentId: string, runId: string, signal: AbortSignal): Promise<Fault | null> {
  const { stepLimit } = project.settings()
  for (let step = 0; step < stepLimit; step += 1) {
    const said = await takeTurn(project, agentId, runId, signal)
    if (!said.ok) return said.fault
    await runCalls(project, agentId, said.value.toolCalls, signal)
    if (signal.aborted) return signal.reason as Fault // stopRun gives one, and nothing else aborts
    if (said.value.toolCalls.length === 0) return null
  }
  return { kind: 'step-limit', steps: stepLimit }
}

/** Gives the parent a report that waits on disk: it begins a run, or is read behind the one that goes on. */
async function handOver(project: Project, { parentId, message }: Report): Promise<void> {
  if (isFree(liveOf(project, parentId))) return beginRun(project, parentId, message, [dequeue(message.id)])
  project.feed.emit({ type: 'message-queued', agentId: parentId, message })
}

/** The next message that waits begins a run of its own. */
export async function sendNext(project: Project, agentId: string): Promise<void> {
  const [next] = agentOf(project, agentId).queue
  if (!next) return
  if (!isFree(liveOf(project, agentId))) return
  await beginRun(project, agentId, next, [dequeue(next.id)])
  project.feed.emit({ type: 'message-unqueued', agentId, id: next.id })
}

/** The same, of what was written while there was no run. Never rejects. */
export async function sendWaiting(project: Project, agentId: string): Promise<void> {
  try {
    await sendNext(project, agentId)
  } catch (error) {
    faultOf(error, project.log, 'sending what waited')
  }
}

async function noteUnread(project: Project, agentId: string): Promise<void> {
  project.feed.emit({ type: 'reply-finished', agentId })
  await project.database.write([updateAgent(agentId, { unread: agentOf(project, agentId).unread })])
}
