import { randomUUID } from 'node:crypto'
import { contextWindow } from '../../../preload/protocol/context-window.ts'
import type { DeclaredFault } from '../../../preload/protocol/contract.ts'
import type { Entry, EntryOf } from '../../../preload/protocol/entry.ts'
import { addUsage } from '../../../preload/protocol/reduce.ts'
import { fail, ok, type Result } from '../../../preload/protocol/result.ts'
import { moveHead, pathOf } from '../conversation/append.ts'
import { toMessages } from '../conversation/messages.ts'
import { summaryRequest } from '../conversation/summary-words.ts'
import type { Message, ModelRequest, Reply } from '../models/model.ts'
import { roughTokens } from '../models/usage.ts'
import { agentOf, liveOf, type Project } from '../project.ts'
import { updateAgent } from '../store/agents.ts'
import { insertEntry } from '../store/entries.ts'
import { readPlaceAt } from '../store/places.ts'
import { toolSpecs } from '../tools/registry.ts'
import { instructionsFor } from './instructions.ts'
import { isFree } from './live-agent.ts'
import { setMark } from './marking.ts'
import { sendWaiting } from './runs.ts'

type SumFault = DeclaredFault<'conversation.sum-up'>

/** What a mark before a summary is called. */
const label = 'Before summary'
/** What is left of a tool's result where the whole conversation is more than the model can read. */
const keptOfResult = 400

/**
 * Puts a summary in the place of a conversation: a mark, then a new path that begins with it.
 *
 * The agent's own model writes it. Until it has, nothing changes; afterwards
 * what was said is an abandoned path, and an undo or the mark leads back.
 */
export async function sumUp(project: Project, agentId: string): Promise<Result<void, SumFault>> {
  const live = liveOf(project, agentId)
  const { run, name } = agentOf(project, agentId)
  if (!isFree(live)) return fail({ kind: 'run-goes-on', name })
  const abort = new AbortController()
  const over = Promise.withResolvers<void>()
  live.running = { abort, ended: over.promise, withParent: false }
  const runId = randomUUID()
  const since = project.clock()
  const tell = (retry: { attempt: number; at: number; reason: string } | null) =>
    project.feed.emit({ type: 'run-changed', agentId, run: { state: 'running', runId, since, retry } })
  try {
    tell(null)
    const path = await pathOf(project, agentId)
    if (path.length < 2) return fail({ kind: 'nothing-to-sum-up', name })
    const reply = await ask(project, agentId, path, { signal: abort.signal, onRetry: tell })
    if (!reply.ok) return reply
    if (abort.signal.aborted) return fail({ kind: 'stopped' })
    await putInPlace(project, agentId, path, reply.value)
    return ok(undefined)
  } finally {
    live.running = null
    project.feed.emit({ type: 'run-changed', agentId, run })
    over.resolve()
    if (run.state === 'idle' && !abort.signal.aborted) void sendWaiting(project, agentId)
  }
}

type Asking = { signal: AbortSignal; onRetry: (retry: { attempt: number; at: number; reason: string }) => void }
/** `around`: tokens of what is sent beside the conversation, the instructions and the tools. */
type Summed = Reply & { model: string; around: number }

/** Asks on the path as it is, and where that is too long, without what the tools printed. */
async function ask(
  project: Project,
  agentId: string,
  path: readonly Entry[],
  asking: Asking,
): Promise<Result<Summed, SumFault>> {
  const { model, info } = await project.models.current()
  const agent = agentOf(project, agentId)
  const name = agent.model ?? info.name
  const request: ModelRequest = {
    model: name,
    instructions: await instructionsFor(project, agent),
    messages: [...toMessages(path), { role: 'user', text: summaryRequest }],
    // a server may refuse calls in the conversation of tools that it was not told of
    tools: toolSpecs(),
  }
  const call = (messages: Message[]) =>
    model.reply({ request: { ...request, messages }, onDelta: () => undefined, ...asking })
  const whole = await call(request.messages)
  const reply = !whole.ok && whole.fault.kind === 'context-full' ? await call(shortened(request.messages)) : whole
  if (!reply.ok) return reply
  if (reply.value.text.trim() === '' && !asking.signal.aborted) {
    return fail({ kind: 'reply-unreadable', reason: 'it has no summary in it' })
  }
  const { instructions, tools } = request
  return ok({ ...reply.value, model: name, around: tokensOf({ instructions, tools }) })
}

function shortened(messages: readonly Message[]): Message[] {
  return messages.map((said) => {
    if (said.role === 'assistant') return { ...said, items: [] }
    if (said.role === 'user' || said.content.length <= keptOfResult) return said
    return { ...said, content: `${said.content.slice(0, keptOfResult)}\n[… the rest is left out here]` }
  })
}

async function putInPlace(project: Project, agentId: string, path: readonly Entry[], reply: Summed): Promise<void> {
  await setMark(project, agentId, { label, by: 'user' })
  const { head: mark, session, usage: before } = agentOf(project, agentId)
  const above = rootOf(path, contextWindow(reply.model))
  const { usage, model } = reply
  const text = reply.text.trim()
  const tokens = reply.around + tokensOf([above, text])
  const summary: EntryOf<'summary'> = {
    ...{ id: randomUUID(), agentId, parentId: above?.id ?? null, kind: 'summary', createdAt: project.clock() },
    payload: { text, model, usage, mark: mark ?? '', label, tokens },
  }
  const place = above ? await readPlaceAt(project.database, above.id) : null
  const position = { head: summary.id, session: above ? session : summary.id, place: place?.id ?? null, offer: null }
  const counted = usage ? [updateAgent(agentId, { usage: addUsage(before, usage) })] : []
  await moveHead(project, agentId, position, { reason: 'summary' }, [insertEntry(summary), ...counted])
  if (usage) project.feed.emit({ type: 'usage-counted', agentId, usage, contextTokens: tokens })
}

/**
 * What the summary hangs below: the first entry of the tree, so that the tree
 * stays one and its marks are found. Where that alone is a good part of what
 * the model can read, nothing: the summary then begins a session.
 */
function rootOf(path: readonly Entry[], window: number | null): Entry | null {
  const [root] = path
  return root && tokensOf(root) <= (window ?? smallWindow) / 10 ? root : null
}

const smallWindow = 40_000

const tokensOf = (part: unknown) => roughTokens(JSON.stringify(part).length)
