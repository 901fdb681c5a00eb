import type { Entry, EntryOf, ToolCall } from '../../../preload/protocol/entry.ts'
import type { Message } from '../models/model.ts'
import { summaryText } from './summary-words.ts'

/**
 * What the model sees of a path (SPEC section 2: the path, and nothing else).
 *
 * Always a conversation that the APIs accept, whatever the path: every call is
 * answered right behind the message that made it, calls that nobody answered
 * are said to be interrupted, and the model is never asked to answer itself.
 */
export function toMessages(path: readonly Entry[]): Message[] {
  const messages = path.flatMap((entry, index): Message[] => {
    if (entry.kind === 'user') return [{ role: 'user', text: userText(entry) }]
    if (entry.kind === 'summary') return [{ role: 'user', text: summaryText(entry.payload.text, entry.payload.label) }]
    if (entry.kind === 'memory') return [{ role: 'user', text: memoryText(entry) }]
    if (entry.kind !== 'assistant' || saysNothing(entry)) return []
    const { text, reasoning, toolCalls, items } = entry.payload
    const results = resultsBehind(path, index)
    return [
      {
        role: 'assistant',
        text,
        ...(reasoning !== '' && { reasoning }),
        toolCalls: toolCalls.map(({ id, name, arguments: args }) => ({ id, name, arguments: args })),
        items,
      },
      ...toolCalls.map(
        ({ id }): Message => ({ role: 'tool', callId: id, content: results.get(id) ?? interruptedContent }),
      ),
    ]
  })
  return messages.at(-1)?.role === 'assistant' ? [...messages, { role: 'user', text: 'Go on.' }] : messages
}

/** Results of the calls of one assistant entry: up to the next one, since servers may use an id again later. */
function resultsBehind(path: readonly Entry[], index: number): Map<string, string> {
  const results = new Map<string, string>()
  for (let next = index + 1; next < path.length; next += 1) {
    const entry = path[next]
    if (!entry || entry.kind === 'assistant') break
    if (entry.kind === 'tool_result') results.set(entry.payload.callId, entry.payload.content)
  }
  return results
}

/** What the model reads in place of a result that never came. */
export const interruptedContent =
  'This call was interrupted before it finished. What it did by then is not known; look before you repeat it.'

/** Calls on a path that have no result, in the order in which they were made. */
export function unanswered(path: readonly Entry[]): ToolCall[] {
  return path.flatMap((entry, index) => {
    if (entry.kind !== 'assistant') return []
    const results = resultsBehind(path, index)
    return entry.payload.toolCalls.filter(({ id }) => !results.has(id))
  })
}

function saysNothing({ payload }: EntryOf<'assistant'>): boolean {
  return payload.text === '' && payload.toolCalls.length === 0
}

function memoryText({ payload: { number, alias, version, title, content } }: EntryOf<'memory'>): string {
  const name = alias === null ? '' : ` alias=${JSON.stringify(alias)}`
  return `<memory ref="#mem-${number}"${name} version="${version}" title=${JSON.stringify(title)}>\n${content}\n</memory>`
}

function userText({ payload }: EntryOf<'user'>): string {
  const files = payload.files.map(({ path, content }) => `<file path=${JSON.stringify(path)}>\n${content}\n</file>`)
  const sender = payload.from === undefined ? [] : [`[Message from the agent '${payload.from}', not from the user]`]
  return [...sender, payload.text, ...files].join('\n\n')
}
