import { expect, test } from 'vitest'
import { watchIdle } from '../../main/core/models/idle.ts'
import type { Timing } from '../../main/core/models/timing.ts'

/** Time in which each wait ends when it is told to. */
function steps() {
  let now = 0
  const waits: number[] = []
  let end = () => {}
  const timing: Pick<Timing, 'clock' | 'wait' | 'idleMs'> = {
    clock: () => now,
    idleMs: 100,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        waits.push(ms)
        end = resolve
        signal.addEventListener('abort', () => resolve(), { once: true })
      }),
  }
  const pass = async (ms: number) => {
    now += ms
    end()
    await Promise.resolve()
    await Promise.resolve()
  }
  return { timing: { ...timing, random: () => 0, tries: 1 }, waits, pass, set: (to: number) => (now = to) }
}

test('a stream is silent when nothing came for the whole time since the last touch', async () => {
  const { timing, waits, pass, set } = steps()
  const idle = watchIdle(new AbortController().signal, timing)
  set(60)
  idle.touch()
  await pass(40)
  expect(waits).toEqual([100, 60])
  expect(idle.expired()).toBe(false)
  await pass(60)
  expect(idle.expired()).toBe(true)
  expect(idle.signal.aborted).toBe(true)
})

test('the caller can abort, and an end is not a silence', async () => {
  const { timing, pass } = steps()
  const caller = new AbortController()
  const idle = watchIdle(caller.signal, timing)
  caller.abort()
  expect(idle.signal.aborted).toBe(true)
  idle.end()
  await pass(500)
  expect(idle.expired()).toBe(false)
})
