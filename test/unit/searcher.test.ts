import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Found } from '../../preload/protocol/search.ts'
import { type Answer, createSearcher, restMs } from '../../renderer/search/searcher.ts'

let asked: string[]
let told: (string | null)[]
let answers: Map<string, (found: Found[]) => void>
let searcher: ReturnType<typeof createSearcher>

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  told = []
  answers = new Map()
  const find = (text: string) => {
    asked.push(text)
    return new Promise<Answer['result']>((resolve) => answers.set(text, (value) => resolve({ ok: true, value })))
  }
  searcher = createSearcher(find, (answer) => told.push(answer?.to ?? null))
})
afterEach(() => vi.useRealTimers())

const rest = () => vi.advanceTimersByTimeAsync(restMs)
async function answer(text: string): Promise<void> {
  answers.get(text)?.([])
  await vi.advanceTimersByTimeAsync(0)
}

test('the host is asked once the typing rests, and not for every key', async () => {
  for (const text of ['q', 'qu', 'quo']) searcher.ask(text)
  expect(asked).toEqual([])
  await rest()
  expect(asked).toEqual(['quo'])
})

test('an answer that comes after the next question is dropped', async () => {
  searcher.ask('first')
  await rest()
  searcher.ask('second')
  await rest()
  await answer('second')
  await answer('first')
  expect(told).toEqual(['second'])
})

test('nothing comes of a search that was emptied or ended', async () => {
  searcher.ask('first')
  await rest()
  searcher.ask('')
  await answer('first')
  expect(told).toEqual([null])
  searcher.ask('second')
  await rest()
  searcher.stop()
  await answer('second')
  searcher.ask('third')
  searcher.stop()
  await rest()
  expect([told, asked]).toEqual([[null], ['first', 'second']])
})
