import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Client } from '../../preload/protocol/contract.ts'
import type { Entry } from '../../preload/protocol/entry.ts'
import { ok } from '../../preload/protocol/result.ts'
import type { ConversationChunk } from '../../preload/protocol/wire.ts'
import { createConversations } from '../../renderer/state/recent-conversations.ts'

const entry = (id: string, parentId: string | null): Entry => ({
  id,
  agentId: 'a',
  parentId,
  createdAt: 0,
  kind: 'user',
  payload: { text: id, files: [] },
})

/** A host with one conversation, whose answers wait until they are let go. */
function host() {
  const truth = { n: 0, entries: [entry('0', null)], reply: '' }
  const waiting: (() => void)[] = []
  const calls: string[] = []
  const call = ((name: string) => {
    calls.push(name)
    const partial = { reply: truth.reply ? { replyId: 'r', text: truth.reply, reasoning: '' } : null, outputs: [] }
    const answer =
      name === 'conversation.partial'
        ? partial
        : { entries: [...truth.entries], earlier: false, n: truth.n, head: truth.entries.at(-1)?.id ?? null, partial }
    return new Promise<unknown>((resolve) => waiting.push(() => resolve(ok(answer))))
    // Only the calls that conversations make are answered.
  }) as Client
  let draw = () => {}
  const conversations = createConversations(call, (work) => {
    let due = false
    draw = () => {
      if (due) work()
      due = false
    }
    const ask = () => {
      due = true
    }
    return { flush: draw, ask }
  })
  return {
    truth,
    calls,
    conversations,
    open: () => conversations.store.getState().views.a?.open ?? null,
    append() {
      const next = entry(String(truth.entries.length), truth.entries.at(-1)?.id ?? null)
      truth.entries.push(next)
      truth.n++
      return { n: truth.n, event: { type: 'entry-appended', entry: next } as const }
    },
    write(text: string): ConversationChunk {
      const at = truth.reply.length
      truth.reply += text
      return { kind: 'reply', agentId: 'a', replyId: 'r', part: 'text', at, text }
    },
    answer: () => waiting.shift()?.(),
    draw: () => draw(),
    async settle() {
      for (let round = 0; round < 50; round++) {
        draw()
        waiting.splice(0).forEach((go) => void go())
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
  }
}

test('events that come while the conversation is asked for are applied after the answer, once', async () => {
  const it = host()
  void it.conversations.show('a')
  const first = it.append()
  it.conversations.onEvent(first.n, first.event)
  await it.settle()
  expect(it.open()?.entries.map(({ id }) => id)).toEqual(['0', '1'])
})

test('chunks wait for the frame, and an event does not overtake them', async () => {
  const it = host()
  void it.conversations.show('a')
  await it.settle()
  it.conversations.onChunk(it.write('Hello'))
  expect(it.open()?.reply).toBeNull()
  const { n, event } = it.append()
  it.conversations.onEvent(n, event)
  expect(it.open()?.reply?.text).toBe('Hello')
})

test('whatever is lost, doubled or late, the page ends with the host’s entries and text', async () => {
  const action = fc.constantFrom('write', 'lose', 'double', 'late', 'append', 'draw', 'answer', 'show')
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 60 }), async (actions) => {
      const it = host()
      const late: ConversationChunk[] = []
      void it.conversations.show('a')
      for (const [index, what] of actions.entries()) {
        if (what === 'write') it.conversations.onChunk(it.write(`w${index} `))
        if (what === 'lose') it.write(`l${index} `)
        if (what === 'late') late.push(it.write(`t${index} `))
        if (what === 'double') {
          const chunk = it.write(`d${index} `)
          it.conversations.onChunk(chunk)
          it.conversations.onChunk(chunk)
        }
        if (what === 'append') {
          const { n, event } = it.append()
          it.conversations.onEvent(n, event)
        }
        if (what === 'draw') it.draw()
        if (what === 'show') void it.conversations.show('a')
        if (what === 'answer') {
          it.answer()
          await Promise.resolve()
        }
        if (index % 7 === 6) for (const chunk of late.splice(0)) it.conversations.onChunk(chunk)
      }
      it.conversations.onChunk(it.write('end'))
      await it.settle()
      expect(it.open()?.entries.map(({ id }) => id)).toEqual(it.truth.entries.map(({ id }) => id))
      expect(it.open()?.reply?.text).toBe(it.truth.reply)
    }),
  )
})

test('only the newest few conversations are kept', async () => {
  const it = host()
  for (const id of 'bcdefghij') {
    void it.conversations.show(id)
    await it.settle()
  }
  expect(Object.keys(it.conversations.store.getState().views)).toEqual([...'cdefghij'])
})

test('a host that began anew is asked again for what is shown, and the rest is forgotten', async () => {
  const it = host()
  void it.conversations.show('b')
  void it.conversations.show('a')
  await it.settle()
  it.append()
  it.conversations.afresh()
  await it.settle()
  expect(Object.keys(it.conversations.store.getState().views)).toEqual(['a'])
  expect(it.open()?.entries).toHaveLength(2)
})
