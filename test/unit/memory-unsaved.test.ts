import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Client } from '../../preload/protocol/contract.ts'
import type { UnsavedMemory } from '../../preload/protocol/memory.ts'
import { ok } from '../../preload/protocol/result.ts'
import { createUnsaved } from '../../renderer/memory/unsaved.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const written = (content: string) => ({ title: 'Plan', alias: '', aliasBefore: '', content, base: 1 })

function make(kept: UnsavedMemory[] = []) {
  const told: unknown[] = []
  const tell = ((_name: string, input: unknown) => {
    told.push(input)
    return Promise.resolve(ok(undefined))
  }) as Client
  return { told, unsaved: createUnsaved(tell, () => kept, 300) }
}

test('what is written is kept once after a pause in the typing, and at once where the page goes', () => {
  const { told, unsaved } = make()
  for (const text of ['a', 'ab', 'abc']) unsaved.keep(1, written(text))
  unsaved.keep(null, written('new'))
  vi.advanceTimersByTime(299)
  expect(told).toEqual([])
  vi.advanceTimersByTime(1)
  unsaved.keep(1, written('abcd'))
  unsaved.flush()
  vi.advanceTimersByTime(1000)
  expect(told).toEqual([
    { number: 1, unsaved: written('abc') },
    { number: null, unsaved: written('new') },
    { number: 1, unsaved: written('abcd') },
  ])
})

test('what was saved or discarded is forgotten at once, and nothing brings it back', () => {
  const { told, unsaved } = make([{ ...written('kept before'), number: 1 }])
  expect([unsaved.of(1)?.content, unsaved.of(2)]).toEqual(['kept before', null])
  unsaved.keep(1, written('more'))
  unsaved.keep(1, null)
  vi.advanceTimersByTime(1000)
  expect([told, unsaved.of(1)]).toEqual([[{ number: 1, unsaved: null }], null])
})
