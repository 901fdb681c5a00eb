import { randomUUID } from 'node:crypto'
import type { EntryOf, ToolCall } from '../../../preload/protocol/entry.ts'
import type { Approval } from '../../../preload/protocol/state.ts'
import { append } from '../conversation/append.ts'
import { insideOf } from '../git/git-inside.ts'
import { agentOf, liveOf, type Project } from '../project.ts'
import { readAllowed } from '../store/projects.ts'
import { decide, remembersFor } from '../tools/approval.ts'
import { readCall } from '../tools/registry.ts'
import type { Tool, ToolContext } from '../tools/tool.ts'
import type { ApprovalAnswer } from './live-agent.ts'
import { mergeAsTheyAre } from './merging.ts'
import { outputOf } from './output.ts'
import { toolAgents } from './tool-agents.ts'
import { toolConversation } from './tool-conversation.ts'

type Said = Omit<EntryOf<'tool_result'>['payload'], 'callId'>

/**
 * Works through the calls of one reply, each to an entry with its result.
 *
 * Calls that only read run together; one that changes something runs alone and
 * in its place, since the model may count on the order it wrote them in.
 */
export async function runCalls(
  project: Project,
  agentId: string,
  calls: readonly ToolCall[],
  signal: AbortSignal,
): Promise<void> {
  for (const group of groups(calls)) {
    await Promise.all(
      group.map(async (call) => {
        const payload = { callId: call.id, ...(await runCall(project, agentId, call, signal)) }
        await append(project, agentId, { kind: 'tool_result', payload })
        liveOf(project, agentId).outputs.delete(call.id)
      }),
    )
  }
}

/** Neighbours that only read share a group; every other call is one of its own. */
export function groups(calls: readonly ToolCall[]): ToolCall[][] {
  const made: { reads: boolean; calls: ToolCall[] }[] = []
  for (const call of calls) {
    const read = readCall(call.name, call.arguments)
    const reads = read.ok && read.value.tool.kind === 'read' && !read.value.tool.inOrder
    const last = made.at(-1)
    if (reads && last?.reads) last.calls.push(call)
    else made.push({ reads, calls: [call] })
  }
  return made.map((group) => group.calls)
}

async function runCall(project: Project, agentId: string, call: ToolCall, signal: AbortSignal): Promise<Said> {
  const read = readCall(call.name, call.arguments)
  if (!read.ok) return { outcome: 'failed', content: read.fault, summary: 'not understood', detail: null }
  const { tool, input } = read.value
  const context = contextFor(project, agentId, call.id, signal)

  const answer = await permission(project, agentId, { call, tool, input, context })
  if (answer === 'stopped' || signal.aborted) return stopped
  if (answer === 'deny') return denied
  // the files as they were before the run must be kept before it changes them
  if (tool.kind !== 'read') await liveOf(project, agentId).kept
  return tool.run(input, context)
}

const stopped: Said = {
  outcome: 'stopped',
  content: 'The user stopped the run before this call.',
  summary: 'stopped',
  detail: null,
}

const denied: Said = {
  outcome: 'denied',
  content: 'The user denied this call. Do not try it in another form; ask what they want instead.',
  summary: 'denied',
  detail: null,
}

/** What a tool of an agent may touch. */
export function contextFor(project: Project, agentId: string, callId: string, signal: AbortSignal): ToolContext {
  const { directory } = agentOf(project, agentId)
  return {
    directory,
    environment: { ...project.childEnvironment, ...insideOf(directory) },
    git: project.git,
    write: project.write,
    merge: ({ source, into }) => mergeAsTheyAre(project, { repository: directory, source, target: into }),
    commandTimeoutMs: project.settings().commandTimeoutMs,
    onOutput: outputOf(project, agentId, callId),
    conversation: toolConversation(project, agentId),
    agents: toolAgents(project, agentId),
    signal,
  }
}

type Asked = { call: ToolCall; tool: Tool; input: unknown; context: ToolContext }

/** Whether a call may run: at once where the mode or 'Always allow' says so, else when a person has answered. */
async function permission(project: Project, agentId: string, asked: Asked): Promise<ApprovalAnswer> {
  const { call, tool, input, context } = asked
  const allowed = await readAllowed(project.database, project.info.id)
  const command = tool.command?.(input) ?? null
  if (decide(agentOf(project, agentId).approval, tool.kind, allowed, command) === 'run') return 'allow'

  const approval: Approval = {
    id: randomUUID(),
    callId: call.id,
    kind: tool.kind === 'command' ? 'command' : 'edit',
    display: call.display,
    detail: (await tool.preview?.(input, context)) ?? null,
    remembers: command === null ? `every edit by ${agentOf(project, agentId).name}` : remembersFor(command),
    askedAt: project.clock(),
  }
  if (context.signal.aborted) return 'stopped'
  return new Promise((resolve) => {
    const { answers } = liveOf(project, agentId)
    const settle = (answer: ApprovalAnswer) => {
      context.signal.removeEventListener('abort', onStop)
      answers.delete(approval.id)
      project.feed.emit({ type: 'approval-settled', agentId, id: approval.id })
      resolve(answer)
    }
    const onStop = () => settle('stopped')
    context.signal.addEventListener('abort', onStop, { once: true })
    answers.set(approval.id, settle)
    project.feed.emit({ type: 'approval-asked', agentId, approval })
  })
}
