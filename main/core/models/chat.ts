import type { OpenAI } from 'openai'
import { chatReader } from './chat-reader.ts'
import type { Endpoint, Message, Model, ModelRequest } from './model.ts'
import { type ModelParts, modelOver } from './model-over.ts'
import { isWhole } from './tool-calls.ts'
import { keptThoughts, rolesInARow, type Wire } from './wire.ts'

/**
 * A model behind Chat Completions (developers.openai.com/api/reference/resources/chat):
 * what Ollama, LM Studio, llama.cpp, vLLM and gateways speak.
 */
export function chatModel(endpoint: Endpoint, parts: ModelParts): Model {
  return modelOver(chatWire, endpoint, parts)
}

const chatWire: Wire = {
  optional: ['stream_options', keptThoughts, rolesInARow],
  send: (client, request, { signal, without }) =>
    client.chat.completions
      .create(
        {
          model: request.model,
          messages: [
            { role: 'system', content: request.instructions },
            ...(without.has(rolesInARow) ? inTurns(request.messages) : request.messages).map((message) =>
              toChat(message, !without.has(keptThoughts)),
            ),
          ],
          ...(request.tools.length > 0 && { tools: toTools(request) }),
          stream: true,
          ...(!without.has('stream_options') && { stream_options: { include_usage: true } }),
        },
        { signal },
      )
      .asResponse(),
  reader: chatReader,
}

function toTools({ tools }: ModelRequest): OpenAI.ChatCompletionFunctionTool[] {
  return tools.map(({ name, description, parameters }) => ({
    type: 'function',
    function: { name, description, parameters },
  }))
}

/** What one side said in a row as one message. */
function inTurns(messages: readonly Message[]): Message[] {
  const turns: Message[] = []
  for (const message of messages) {
    const before = turns.at(-1)
    const goesOn =
      (message.role === 'user' && before?.role === 'user') ||
      (message.role === 'assistant' && before?.role === 'assistant' && before.toolCalls.length === 0)
    if (goesOn) turns.splice(-1, 1, { ...message, text: `${before.text}\n\n${message.text}` })
    else turns.push(message)
  }
  return turns
}

function toChat(message: Message, keepsThoughts: boolean): OpenAI.ChatCompletionMessageParam {
  switch (message.role) {
    case 'user':
      return { role: 'user', content: message.text }
    case 'tool':
      return { role: 'tool', tool_call_id: message.callId, content: message.content }
    case 'assistant': {
      const thoughts = keepsThoughts ? {} : { reasoning_content: message.reasoning ?? '' }
      if (message.toolCalls.length === 0) return { role: 'assistant', content: message.text, ...thoughts }
      const calls = message.toolCalls.map(toCall)
      return { role: 'assistant', content: message.text || null, tool_calls: calls, ...thoughts }
    }
  }
}

/** Servers parse the arguments of earlier calls, and some fail on those that the model wrote wrongly. */
function toCall({ id, name, arguments: args }: { id: string; name: string; arguments: string }) {
  return { id, type: 'function' as const, function: { name, arguments: isWhole(args) ? args : '{}' } }
}
