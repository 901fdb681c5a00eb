import type { EntryOf } from '../../../preload/protocol/entry.ts'
import type { Fault } from '../../../preload/protocol/faults.ts'
import { addUsage, noUsage } from '../../../preload/protocol/reduce.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import type { Retry } from '../../../preload/protocol/state.ts'
import { append, pathOf } from '../conversation/append.ts'
import { toMessages } from '../conversation/messages.ts'
import type { Message, Reply } from '../models/model.ts'
import { roughTokens } from '../models/usage.ts'
import { agentOf, type Project } from '../project.ts'
import { updateAgent } from '../store/agents.ts'
import { dropPartial } from '../store/runs.ts'
import { describeCall, toolSpecs } from '../tools/registry.ts'
import { instructionsFor } from './instructions.ts'
import { receiveReply } from './live-reply.ts'

type Said = EntryOf<'assistant'>['payload']

/**
 * Asks the model once, on the agent's path as it is now, and appends what it says.
 *
 * A reply that ends in a fault leaves what had come of it, marked as interrupted.
 * One that says nothing, or only thought, is an entry too: it was paid for, and a
 * run must not end without a word. Only one that was stopped before it began is none.
 */
export async function takeTurn(
  project: Project,
  agentId: string,
  runId: string,
  signal: AbortSignal,
): Promise<Result<Said, Fault>> {
  const { model, info } = await project.models.current()
  const agent = agentOf(project, agentId)
  const name = agent.model ?? info.name
  const receiving = receiveReply(project, agentId, name)
  const since = agent.run.state === 'running' ? agent.run.since : project.clock()
  const tellRetry = (retry: Retry | null) =>
    project.feed.emit({ type: 'run-changed', agentId, run: { state: 'running', runId, since, retry } })
  try {
    const messages = toMessages(await pathOf(project, agentId))
    const reply = await model.reply({
      request: {
        model: name,
        instructions: await instructionsFor(project, agent),
        messages,
        tools: toolSpecs(),
      },
      signal,
      onDelta: receiving.onDelta,
      onRetry: tellRetry,
    })
    const { text, reasoning } = await receiving.settle()
    const { run } = agentOf(project, agentId)
    if (run.state === 'running' && run.retry) tellRetry(null)
    if (!reply.ok) {
      if (text + reasoning !== '')
        await say(project, agentId, { ...unsaid(name), text, reasoning, end: 'interrupted' }, messages)
      return fail(reply.fault)
    }
    const said = toPayload(reply.value, name)
    if (said.end !== 'stopped' || said.text + said.reasoning !== '') await say(project, agentId, said, messages)
    return ok(said)
  } finally {
    receiving.leave()
  }
}

/** An assistant entry before anything is known of it but the model. */
export function unsaid(model: string): Said {
  return { text: '', reasoning: '', toolCalls: [], model, usage: null, end: 'complete', items: [] }
}

function toPayload(reply: Reply, model: string): Said {
  return {
    ...unsaid(model),
    ...reply,
    toolCalls: reply.toolCalls.map((call) => ({ ...call, display: describeCall(call.name, call.arguments) })),
  }
}

/** `read`: what the model was sent; by its length the context is guessed where the server does not count. */
async function say(project: Project, agentId: string, said: Said, read: readonly Message[]): Promise<void> {
  const sent = JSON.stringify(read, (key, value) => (key === 'reasoning' ? undefined : value))
  const guessed = roughTokens(sent.length + said.text.length)
  const usage = said.usage ?? noUsage
  const contextTokens = said.usage ? usage.input + usage.output : guessed
  const counted = updateAgent(agentId, { usage: addUsage(agentOf(project, agentId).usage, usage), contextTokens })
  await append(project, agentId, { kind: 'assistant', payload: said }, [dropPartial(agentId), counted])
  project.feed.emit({ type: 'usage-counted', agentId, usage, contextTokens })
}
