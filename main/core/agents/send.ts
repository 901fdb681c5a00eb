import type { DeclaredFault, Output } from '../../../preload/protocol/contract.ts'
import type { FaultOf } from '../../../preload/protocol/faults.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { runLine } from '../commands/run-line.ts'
import { agentOf, type Project } from '../project.ts'
import { dequeue } from '../store/runs.ts'
import { checkMessage } from './check-message.ts'

type Sent = Result<Output<'message.send'>, DeclaredFault<'message.send'>>

/** Takes what was typed: slash commands act, a message begins a run or waits behind the one that goes on. */
export async function send(project: Project, agentId: string, text: string): Promise<Sent> {
  if (text.trim() === '') return fail({ kind: 'bad-input', what: 'the message is empty' })
  if (text.trimStart().startsWith('/')) {
    const ran = await runLine(project, agentId, text.trim())
    return ran.ok ? ok({ did: 'command', ...ran.value }) : ran
  }
  const { kind, name, parentId } = agentOf(project, agentId)
  if (kind === 'sub') {
    const parent = project.feed.state().agents.find(({ id }) => id === parentId)?.name ?? null
    return fail({ kind: 'sub-agent-reads-only', name, parent })
  }
  const checked = await checkMessage(project, agentId, text)
  if (!checked.ok) return checked
  const did = await project.deliver(agentId, { text, from: null })
  return ok({ did, view: null, ask: null })
}

/** Takes a waiting message back and answers with its text. */
export async function unqueue(
  project: Project,
  agentId: string,
  id: string,
): Promise<Result<{ text: string }, FaultOf<'no-queued-message'>>> {
  const message = agentOf(project, agentId).queue.find((waiting) => waiting.id === id)
  if (!message) return fail({ kind: 'no-queued-message' })
  project.feed.emit({ type: 'message-unqueued', agentId, id })
  await project.database.write([dequeue(id)])
  return ok({ text: message.text })
}
