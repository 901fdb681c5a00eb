import { onTestFinished } from 'vitest'
import { demoScript } from '../../../main/core/models/demo/script.ts'
import type { Message } from '../../../main/core/models/model.ts'
import { toolSpecs } from '../../../main/core/tools/registry.ts'
import { modelServer } from '../../helpers/model-server.ts'
import { ask, modelAt } from '../models/calling.ts'
import { type AgentFolder, agentFolder } from '../tools/agent-folder.ts'

export type Called = { name: string; arguments: Record<string, unknown>; result: string }

/** What all conversations of a test share: documents by number, and texts by mark. */
export type Shared = { documents: { alias: string; content: string }[]; marks: Map<string, string> }

export const nothingShared = (): Shared => ({ documents: [], marks: new Map() })

export type Conversation = {
  folder: AgentFolder
  calls: Called[]
  /** Says something, plays the run to its end, and answers with the last reply. */
  say(text: string): Promise<string>
  mark(label: string): void
  rewind(label: string): void
}

/** What comes of a call instead of what would; null: let it run. */
export type Instead = (name: string, args: Record<string, unknown>) => string | null

type Options = { folder?: AgentFolder; withMemory?: boolean; instead?: Instead }

const memoryTools = ['memory_write', 'memory_read', 'read_mark']

/**
 * A conversation with the demo model over a real connection. Files and commands
 * are real; memory and marks are played as SPEC section 6 describes them.
 */
export async function conversation(
  shared: Shared,
  { folder, withMemory = true, instead = () => null }: Options = {},
): Promise<Conversation> {
  const at = folder ?? (await agentFolder())
  const server = await modelServer(demoScript)
  onTestFinished(server.close)
  const model = modelAt('chat', server)
  const memorySpecs = memoryTools.map((name) => ({ name, description: '', parameters: { type: 'object' } }))
  const tools = [...toolSpecs().filter(({ name }) => !memoryTools.includes(name)), ...(withMemory ? memorySpecs : [])]
  const calls: Called[] = []
  const marked = new Map<string, number>()
  let messages: Message[] = []

  const run = async (name: string, args: Record<string, unknown>): Promise<string> => {
    const other = instead(name, args)
    if (other !== null) return other
    if (memoryTools.includes(name)) return remembered(shared, name, args)
    return (await at.call(name, args)).content
  }
  return {
    folder: at,
    calls,
    async say(text) {
      messages.push({ role: 'user', text })
      for (;;) {
        const { reply } = await ask(model, { request: { messages, tools } })
        if (!reply.ok) throw new Error(JSON.stringify(reply.fault))
        messages.push({ role: 'assistant', ...reply.value })
        if (reply.value.toolCalls.length === 0) return reply.value.text
        for (const call of reply.value.toolCalls) {
          const args = JSON.parse(call.arguments) as Record<string, unknown>
          const result = await run(call.name, args)
          calls.push({ name: call.name, arguments: args, result })
          messages.push({ role: 'tool', callId: call.id, content: result })
        }
      }
    },
    mark(label) {
      marked.set(label, messages.length)
      shared.marks.set(label, messages.flatMap((said) => (said.role === 'tool' ? [] : [said.text])).join('\n\n'))
    },
    rewind(label) {
      messages = messages.slice(0, marked.get(label) ?? 0)
    },
  }
}

function remembered({ documents, marks }: Shared, name: string, args: Record<string, unknown>): string {
  if (name === 'read_mark') {
    return (
      marks.get(String(args['label'])) ??
      `Mark '${args['label']}' not found. There are: ${[...marks.keys()].join(', ')}.`
    )
  }
  if (name === 'memory_write') {
    documents.push({ alias: String(args['alias']), content: String(args['content']) })
    return `Created #mem-${documents.length} (${args['alias']})`
  }
  const ref = String(args['ref'])
  const found = documents.find(({ alias }, index) => ref === alias || ref === `#mem-${index + 1}`)
  return found?.content ?? `There is no document ${ref}.`
}
