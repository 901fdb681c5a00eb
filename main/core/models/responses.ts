import type { OpenAI } from 'openai'
import type { Endpoint, Message, Model, ModelRequest } from './model.ts'
import { type ModelParts, modelOver } from './model-over.ts'
import { responsesReader } from './responses-reader.ts'
import { earlierItems, type Wire } from './wire.ts'

/**
 * A model behind the Responses API (developers.openai.com/api/reference/resources/responses).
 *
 * Nothing is stored at the server: the conversation is sent whole each time,
 * and reasoning comes encrypted and goes back as it came.
 */
export function responsesModel(endpoint: Endpoint, parts: ModelParts): Model {
  return modelOver(responsesWire, endpoint, parts)
}

const responsesWire: Wire = {
  optional: ['reasoning.summary', 'reasoning', 'include', 'store'],
  send: (client, request, { signal, without }) =>
    client.responses
      .create(
        {
          model: request.model,
          instructions: request.instructions,
          input: request.messages.flatMap((message) => toInput(message, without.has(earlierItems))),
          ...(request.tools.length > 0 && { tools: toTools(request) }),
          stream: true,
          ...(!without.has('store') && { store: false }),
          ...(reasons(request.model) && reasoningParameters(without)),
        },
        { signal },
      )
      .asResponse(),
  reader: responsesReader,
}

/** Models that think before they speak; the others refuse what is asked of these. */
export function reasons(model: string): boolean {
  return /^(o\d|gpt-[5-9]|codex)/.test(model) && !/chat/.test(model)
}

/** Summaries are refused to accounts that OpenAI has not verified. */
function reasoningParameters(without: ReadonlySet<string>) {
  const summary = !without.has('reasoning') && !without.has('reasoning.summary')
  return {
    ...(summary && { reasoning: { summary: 'auto' as const } }),
    ...(!without.has('include') && { include: ['reasoning.encrypted_content' as const] }),
  }
}

function toTools({ tools }: ModelRequest): OpenAI.Responses.FunctionTool[] {
  return tools.map(({ name, description, parameters }) => ({
    type: 'function',
    name,
    description,
    parameters,
    strict: false,
  }))
}

function toInput(message: Message, rebuild: boolean): OpenAI.Responses.ResponseInputItem[] {
  switch (message.role) {
    case 'user':
      return [{ role: 'user', content: message.text }]
    case 'tool':
      return [{ type: 'function_call_output', call_id: message.callId, output: message.content }]
    case 'assistant':
      // The server's own items, as they came: their shapes are its business.
      if (!rebuild && message.items.length > 0) return message.items as unknown as OpenAI.Responses.ResponseInputItem[]
      return [
        ...(message.text === '' ? [] : [{ role: 'assistant' as const, content: message.text }]),
        ...message.toolCalls.map(({ id, name, arguments: args }) => ({
          type: 'function_call' as const,
          call_id: id,
          name,
          arguments: args,
        })),
      ]
  }
}
