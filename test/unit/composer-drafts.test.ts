import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Client } from '../../preload/protocol/contract.ts'
import { ok } from '../../preload/protocol/result.ts'
import { createDrafts } from '../../renderer/composer/drafts.ts'
import { noWalk, step, untouched } from '../../renderer/composer/history.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function make() {
  const told: unknown[] = []
  const tell = ((_name: string, input: unknown) => {
    told.push(input)
    return Promise.resolve(ok(undefined))
  }) as Client
  return { told, drafts: createDrafts(tell, 300) }
}

test('a draft is saved once after a pause in the typing', () => {
  const { told, drafts } = make()
  for (const text of ['a', 'ab', 'abc']) drafts.put('x', text)
  vi.advanceTimersByTime(299)
  expect(told).toEqual([])
  vi.advanceTimersByTime(1)
  expect(told).toEqual([{ agentId: 'x', text: 'abc' }])
})

test('each agent has its own draft, and a flush saves all that wait', () => {
  const { told, drafts } = make()
  drafts.put('x', 'one')
  drafts.put('y', 'two')
  drafts.flush()
  vi.advanceTimersByTime(1000)
  expect(told).toEqual([
    { agentId: 'x', text: 'one' },
    { agentId: 'y', text: 'two' },
  ])
})

test('what is typed here counts more than what the host has', () => {
  const { drafts } = make()
  expect(drafts.begin('x', 'saved before')).toBe('saved before')
  drafts.put('x', '')
  expect(drafts.begin('x', 'saved before')).toBe('')
})

test('text that comes back is put before what was typed meanwhile', () => {
  const { told, drafts } = make()
  const heard: string[] = []
  drafts.onGivenBack((agentId, text) => void heard.push(`${agentId}: ${text}`))
  drafts.put('x', '')
  drafts.giveBack('x', 'lost')
  drafts.put('x', 'new')
  drafts.giveBack('x', 'lost')
  drafts.flush()
  expect(heard).toEqual(['x: lost', 'x: lost\nnew'])
  expect(told).toEqual([{ agentId: 'x', text: 'lost\nnew' }])
})

test('history walks back and forth and ends where it began', () => {
  const start = { items: ['newest', 'older'], at: -1, kept: '' }
  const first = step(start, 1)
  const second = first && step(first.walk, 1)
  expect([first?.text, second?.text, second && step(second.walk, 1)]).toEqual(['newest', 'older', null])
  expect(first && step(first.walk, -1)?.text).toBe('')
  expect(step(start, -1)).toBeNull()
})

test('a walk goes on only while its text is untouched', () => {
  const walk = { items: ['newest'], at: 0, kept: '' }
  expect([
    untouched(walk, 'newest'),
    untouched(walk, 'newest!'),
    untouched(noWalk, ''),
    untouched(noWalk, 'a'),
  ]).toEqual([true, false, true, false])
})
