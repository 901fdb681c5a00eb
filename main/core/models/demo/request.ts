import { z } from 'zod'
import type { Message } from '../model.ts'
import type { ScriptRequest } from './turn.ts'

const content = z.union([z.string(), z.array(z.object({ text: z.string().default('') }))]).nullish()

const chatCall = z.object({ id: z.string(), function: z.object({ name: z.string(), arguments: z.string() }) })

const chatMessage = z.discriminatedUnion('role', [
  z.object({ role: z.enum(['system', 'developer']), content }),
  z.object({ role: z.literal('user'), content }),
  z.object({ role: z.literal('assistant'), content, tool_calls: z.array(chatCall).default([]) }),
  z.object({ role: z.literal('tool'), tool_call_id: z.string(), content }),
])

const chatBody = z.object({
  model: z.string(),
  messages: z.array(chatMessage),
  tools: z.array(z.object({ function: z.object({ name: z.string() }) })).default([]),
  stream: z.literal(true),
})

const inputItem = z.union([
  z.object({ type: z.literal('function_call'), call_id: z.string(), name: z.string(), arguments: z.string() }),
  z.object({ type: z.literal('function_call_output'), call_id: z.string(), output: z.string() }),
  z.object({ type: z.literal('reasoning') }),
  z.object({ type: z.literal('message').optional(), role: z.enum(['user', 'assistant']), content }),
])
type InputItem = z.infer<typeof inputItem>

const responsesBody = z.object({
  model: z.string(),
  instructions: z.string().nullish(),
  input: z.array(inputItem),
  tools: z.array(z.object({ name: z.string() })).default([]),
  include: z.array(z.string()).default([]),
  stream: z.literal(true),
})

/** A request as a script reads it, and what it asked for beside the reply. */
export type ReadRequest = ScriptRequest & { include: string[] }

/** Reads the body of a Chat Completions request; null where it is none that can be streamed. */
export function readChatRequest(body: unknown): ReadRequest | null {
  const read = chatBody.safeParse(body).data
  if (!read) return null
  const system = read.messages.filter(({ role }) => role === 'system' || role === 'developer')
  return {
    model: read.model,
    instructions: system.map((said) => textOf(said.content)).join('\n\n'),
    messages: read.messages.flatMap((said): Message[] => {
      if (said.role === 'user') return [{ role: 'user', text: textOf(said.content) }]
      if (said.role === 'tool') return [{ role: 'tool', callId: said.tool_call_id, content: textOf(said.content) }]
      if (said.role !== 'assistant') return []
      const toolCalls = said.tool_calls.map(({ id, function: { name, arguments: args } }) => ({
        id,
        name,
        arguments: args,
      }))
      return [{ role: 'assistant', text: textOf(said.content), toolCalls, items: [] }]
    }),
    tools: read.tools.map((tool) => tool.function.name),
    include: [],
  }
}

/** Reads the body of a Responses request; null where it is none that can be streamed. */
export function readResponsesRequest(body: unknown): ReadRequest | null {
  const read = responsesBody.safeParse(body).data
  if (!read) return null
  return {
    model: read.model,
    instructions: read.instructions ?? '',
    messages: read.input.reduce<Message[]>(withItem, []),
    tools: read.tools.map(({ name }) => name),
    include: read.include,
  }
}

/** Text and calls of one reply are items of their own: they become one message again. */
function withItem(messages: Message[], item: InputItem): Message[] {
  if ('output' in item) return [...messages, { role: 'tool', callId: item.call_id, content: item.output }]
  if ('role' in item && item.role === 'user') return [...messages, { role: 'user', text: textOf(item.content) }]
  if (item.type === 'reasoning') return messages
  const last = messages.at(-1)
  const said = last?.role === 'assistant' ? last : { role: 'assistant' as const, text: '', toolCalls: [], items: [] }
  const before = last === said ? messages.slice(0, -1) : messages
  if ('role' in item) return [...before, { ...said, text: said.text + textOf(item.content) }]
  const call = { id: item.call_id, name: item.name, arguments: item.arguments }
  return [...before, { ...said, toolCalls: [...said.toolCalls, call] }]
}

function textOf(said: z.infer<typeof content>): string {
  return typeof said === 'string' ? said : (said ?? []).map((part) => part.text).join('')
}
