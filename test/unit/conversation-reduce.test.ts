import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry } from '../../preload/protocol/entry.ts'
import type { ConversationChunk } from '../../preload/protocol/wire.ts'
import {
  type Answer,
  afterChunk,
  afterEvent,
  opened,
  withEarlier,
  withPartial,
} from '../../renderer/state/open-conversation.ts'

const nothing = { reply: null, outputs: [] }
const base = { agentId: 'a', createdAt: 0 }
const user = (id: string, parentId: string | null): Entry => ({
  ...base,
  id,
  parentId,
  kind: 'user',
  payload: { text: id, files: [] },
})
const assistant = (id: string, parentId: string | null, text = ''): Entry => ({
  ...base,
  id,
  parentId,
  kind: 'assistant',
  payload: { text, reasoning: '', toolCalls: [], model: 'm', usage: null, end: 'complete', items: [] },
})
const result = (id: string, parentId: string, callId: string): Entry => ({
  ...base,
  id,
  parentId,
  kind: 'tool_result',
  payload: { callId, outcome: 'ok', content: '', summary: '', detail: null },
})
const answer = (entries: Entry[], more: Partial<Answer> = {}): Answer => ({
  entries,
  earlier: false,
  n: 10,
  head: entries.at(-1)?.id ?? null,
  partial: nothing,
  ...more,
})
const reply = (at: number, text: string, replyId = 'r1'): ConversationChunk => ({
  kind: 'reply',
  agentId: 'a',
  replyId,
  part: 'text',
  at,
  text,
})
const output = (at: number, text: string): ConversationChunk => ({
  kind: 'output',
  agentId: 'a',
  callId: 'c',
  at,
  text,
})
const start = opened('a', answer([user('u', null)]), null)

test('an entry that continues the path is appended, any other asks for the whole again', () => {
  const next = afterEvent(start, 11, { type: 'entry-appended', entry: assistant('b', 'u') })
  expect([next.ask, next.next.entries.map(({ id }) => id), next.next.head]).toEqual(['nothing', ['u', 'b'], 'b'])
  expect(afterEvent(start, 11, { type: 'entry-appended', entry: assistant('b', 'x') }).ask).toBe('reopen')
})

test('an event that the answer includes changes nothing', () => {
  expect(afterEvent(start, 10, { type: 'entry-appended', entry: user('x', 'elsewhere') })).toEqual({
    next: start,
    ask: 'nothing',
  })
})

test('a head that moved asks for the whole again, unless it is where it was', () => {
  const where = { session: null, place: null, offer: null, contextTokens: 0 }
  const moved = { type: 'head-moved', agentId: 'a', reason: 'clear', ...where } as const
  expect(afterEvent(start, 11, { ...moved, head: null }).ask).toBe('reopen')
  expect(afterEvent(start, 11, { ...moved, head: 'u' }).ask).toBe('nothing')
})

test('an assistant entry ends the reply, keeps its row, and late chunks do not wake it', () => {
  const writing = afterChunk(start, reply(0, 'Hello')).next
  const { next } = afterEvent(writing, 11, { type: 'entry-appended', entry: assistant('b', 'u', 'Hello') })
  expect(next).toMatchObject({ reply: null, replyOf: { b: 'r1' } })
  expect(afterChunk(next, reply(0, 'Hello')).next).toBe(next)
})

test('a result ends the output of its call', () => {
  const printing = afterChunk(start, output(0, 'line')).next
  expect(printing.outputs).toEqual({ c: { at: 0, text: 'line' } })
  const { next } = afterEvent(printing, 11, { type: 'entry-appended', entry: result('t', 'u', 'c') })
  expect(next.outputs).toEqual({})
  expect(afterChunk(next, output(4, 'late')).next).toBe(next)
})

test('output keeps its newest part', () => {
  const long = afterChunk(start, output(0, 'x'.repeat(300_000))).next.outputs.c
  expect([long?.at, long?.text.length]).toEqual([100_000, 200_000])
})

test('coming back keeps earlier stretches and the very same entries', () => {
  const first = opened('a', answer([user('b', 'a1')], { earlier: true }), null)
  const reached = withEarlier(first, [user('a0', null), user('a1', 'a0')], false)
  const again = opened('a', answer([user('b', 'a1'), user('c', 'b')], { earlier: true }), reached)
  expect(again.entries.map(({ id }) => id)).toEqual(['a0', 'a1', 'b', 'c'])
  expect(again.earlier).toBe(false)
  expect(again.entries[2]).toBe(reached.entries[2])
})

test('an earlier stretch that does not join is ignored', () => {
  expect(withEarlier(start, [user('x', null)], false)).toBe(start)
})

test('chunks lost, doubled and out of order end in the right text', () => {
  const whole = 'The quick brown fox jumps over the lazy dog. '.repeat(3)
  const cuts = fc
    .uniqueArray(fc.nat(whole.length), { maxLength: 20 })
    .map((all) => [0, ...all, whole.length].sort((a, b) => a - b))
  const mishaps = fc.array(fc.constantFrom('fine', 'lost', 'twice', 'late'), { minLength: 22, maxLength: 22 })
  fc.assert(
    fc.property(cuts, mishaps, (at, what) => {
      const sent: ConversationChunk[] = []
      const late: ConversationChunk[] = []
      for (const [index, from] of at.entries()) {
        const chunk = reply(from, whole.slice(from, at[index + 1] ?? whole.length))
        const mishap = what[index]
        if (mishap === 'late') late.push(chunk)
        if (mishap === 'fine' || mishap === 'twice') sent.push(chunk)
        if (mishap === 'twice') sent.push(chunk)
        if (index % 3 === 2) sent.push(...late.splice(0))
      }
      let open = start
      for (const chunk of [...sent, ...late, reply(whole.length, '')]) {
        const step = afterChunk(open, chunk)
        open = step.next
        expect(whole.startsWith(open.reply?.text ?? '')).toBe(true)
        if (step.ask === 'partial')
          open = withPartial(open, {
            reply: { replyId: 'r1', text: whole.slice(0, chunk.kind === 'reply' ? chunk.at : 0), reasoning: '' },
            outputs: [],
          })
      }
      expect(open.reply?.text ?? '').toBe(whole)
    }),
  )
})
