import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toMessages, unanswered } from '../../main/core/conversation/messages.ts'
import type { Message } from '../../main/core/models/model.ts'
import type { Entry, NewEntry } from '../../preload/protocol/entry.ts'

const callId = fc.constantFrom('a', 'b', 'c', 'd', 'e')

const newEntry: fc.Arbitrary<NewEntry> = fc.oneof(
  fc.string().map((text): NewEntry => ({ kind: 'user', payload: { text, files: [] } })),
  fc.tuple(fc.string(), fc.uniqueArray(callId)).map(
    ([text, ids]): NewEntry => ({
      kind: 'assistant',
      payload: {
        text,
        reasoning: '',
        toolCalls: ids.map((id) => ({ id, name: 't', arguments: '{}', display: { verb: 't', subject: '' } })),
        model: 'm',
        usage: null,
        end: 'complete',
        items: [],
      },
    }),
  ),
  callId.map(
    (id): NewEntry => ({
      kind: 'tool_result',
      payload: { callId: id, outcome: 'ok', content: 'done', summary: '', detail: null },
    }),
  ),
  fc.string().map((text): NewEntry => ({ kind: 'notice', payload: { command: '/x', text, tone: 'info' } })),
)

const path = fc.array(newEntry, { maxLength: 30 }).map((entries) => entries.map(asEntry))

function asEntry(entry: NewEntry, index: number): Entry {
  return {
    ...entry,
    id: String(index),
    agentId: 'agent',
    parentId: index === 0 ? null : String(index - 1),
    createdAt: index,
  }
}

/** The rule of both APIs: the calls of a message are answered, all and once, right behind it. */
function isAccepted(messages: Message[]): boolean {
  let open: string[] = []
  for (const message of messages) {
    if (message.role === 'tool') {
      if (!open.includes(message.callId)) return false
      open = open.filter((id) => id !== message.callId)
    } else {
      if (open.length > 0) return false
      if (message.role === 'assistant') open = message.toolCalls.map(({ id }) => id)
    }
  }
  return open.length === 0 && messages.at(-1)?.role !== 'assistant'
}

describe('what the model sees of a path', () => {
  test('is a conversation that the APIs accept, whatever the path', () => {
    fc.assert(fc.property(path, (entries) => isAccepted(toMessages(entries))))
  })

  test('leaves out notices and keeps the order of what was said', () => {
    fc.assert(
      fc.property(path, (entries) => {
        const said = toMessages(entries).flatMap((message) => (message.role === 'user' ? [message.text] : []))
        const typed = entries.flatMap((entry) => (entry.kind === 'user' ? [entry.payload.text] : []))
        expect(said.slice(0, typed.length)).toEqual(typed)
      }),
    )
  })

  test('puts attached files behind the words', () => {
    const entry = asEntry({ kind: 'user', payload: { text: 'look', files: [{ path: 'a b.ts', content: 'x' }] } }, 0)
    expect(toMessages([entry])).toEqual([{ role: 'user', text: 'look\n\n<file path="a b.ts">\nx\n</file>' }])
  })

  test('keeps what was thought with what was said, for servers that want it back', () => {
    const thought = (reasoning: string) =>
      asEntry({ kind: 'assistant', payload: { ...call.payload, text: 'Yes.', reasoning, toolCalls: [] } }, 0)
    const said = { role: 'assistant', text: 'Yes.', toolCalls: [], items: [] }
    expect([thought('Hm.'), thought('')].map((entry) => toMessages([entry])[0])).toEqual([
      { ...said, reasoning: 'Hm.' },
      said,
    ])
  })

  test('finds the calls that nobody answered, also where an id is used again', () => {
    const turn = (at: number, answered: boolean): Entry[] =>
      [call, ...(answered ? [result] : [])].map((entry, index) => asEntry(entry, at + index))
    expect(unanswered([...turn(0, true), ...turn(10, false)]).map(({ id }) => id)).toEqual(['a'])
    expect(unanswered([...turn(0, false), ...turn(10, true)]).map(({ id }) => id)).toEqual(['a'])
    expect(unanswered([...turn(0, true), ...turn(10, true)])).toEqual([])
  })
})

const call = {
  kind: 'assistant',
  payload: {
    text: '',
    reasoning: '',
    toolCalls: [{ id: 'a', name: 't', arguments: '{}', display: { verb: 't', subject: '' } }],
    model: 'm',
    usage: null,
    end: 'complete',
    items: [],
  },
} satisfies NewEntry
const result: NewEntry = {
  kind: 'tool_result',
  payload: { callId: 'a', outcome: 'ok', content: 'done', summary: '', detail: null },
}
