import type { Message } from '../../main/core/models/model.ts'
import type { ModelServer } from '../helpers/model-server.ts'

/** What the user said last, of the messages that a model was sent. */
export function lastUserText(messages: readonly Message[]): string {
  return messages.findLast((message) => message.role === 'user')?.text ?? ''
}

/** What the last tool call of the conversation came to, in the words that the model reads. */
export function lastToolContent(messages: readonly Message[]): string {
  return messages.findLast((message) => message.role === 'tool')?.content ?? ''
}

/** The bodies of the model calls that a server was asked, as text to look for words in. */
export function modelCalls({ requests }: ModelServer): string[] {
  return requests.filter(({ path }) => path.endsWith('/chat/completions')).map(({ body }) => JSON.stringify(body))
}

/** Promises by name, for a scripted model to wait at until a test lets it go on. */
export function gates(): { of(name: string): Promise<void>; open(name: string): void } {
  const made = new Map<string, PromiseWithResolvers<void>>()
  const get = (name: string) => {
    const gate = made.get(name) ?? Promise.withResolvers<void>()
    made.set(name, gate)
    return gate
  }
  return { of: (name) => get(name).promise, open: (name) => get(name).resolve() }
}
