import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Client } from '../../preload/protocol/contract.ts'
import type { Event } from '../../preload/protocol/events.ts'
import { ok } from '../../preload/protocol/result.ts'
import type { Chunk } from '../../preload/protocol/wire.ts'
import { follow } from '../../renderer/terminal/follow.ts'

function listening<T>(all: Set<T>, fn: T): () => void {
  all.add(fn)
  return () => all.delete(fn)
}

/** A host with one shell, and a screen that draws when it is told to. */
function bench() {
  let printed = ''
  const listeners = { chunk: new Set<(chunk: Chunk) => void>(), event: new Set<(n: number, event: Event) => void>() }
  const calls: string[] = []
  const answers: (() => void)[] = []
  let screen = ''
  let undrawn: (() => void)[] = []
  const call = (async (name: string) => {
    calls.push(name)
    if (name !== 'terminal.open') return ok(undefined)
    const answer = ok({ id: 's', history: printed.slice(-100), at: printed.length, ended: null })
    await new Promise<void>((resolve) => answers.push(resolve))
    return answer
  }) as unknown as Client // a host that knows the few calls that are made here
  const followed = follow(
    {
      call,
      onChunk: (fn) => listening(listeners.chunk, fn),
      onEvent: (fn) => listening(listeners.event, fn),
      onJump: () => () => undefined,
    },
    {
      begin: (history) => {
        screen = history
      },
      write(text, done) {
        screen += text
        if (done) undrawn.push(done)
      },
      size: () => ({ columns: 80, rows: 24 }),
    },
    { agentId: 'a', kind: 'shell' },
    () => undefined,
  )
  const settle = async () => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
  }
  return {
    calls,
    followed,
    settle,
    opens: () => calls.filter((name) => name === 'terminal.open').length,
    shown: () => screen,
    printed: () => printed,
    /** The host prints; a chunk that is lost never comes. */
    print(text: string, lost = false) {
      const chunk: Chunk = { kind: 'terminal', id: 's', at: printed.length, text }
      printed += text
      if (!lost) for (const fn of listeners.chunk) fn(chunk)
    },
    rest() {
      for (const fn of listeners.event) fn(1, { type: 'terminal-rested', id: 's', at: printed.length })
    },
    async answer() {
      await settle()
      for (const resolve of answers.splice(0)) resolve()
      await settle()
    },
    async draw() {
      const all = undrawn
      undrawn = []
      for (const done of all) done()
      await settle()
    },
  }
}

test('shows what was there before and what comes, also what comes while it is opened', async () => {
  const it = bench()
  it.print('before ')
  await it.settle()
  it.print('meanwhile ')
  await it.answer()
  it.print('after')
  expect([it.shown(), it.opens()]).toEqual(['before meanwhile after', 1])
})

test('opens it again at a hole, and when it rests where the page is not', async () => {
  const it = bench()
  await it.answer()
  it.print('lost ', true)
  it.print('seen ')
  await it.answer()
  expect([it.shown(), it.opens()]).toEqual(['lost seen ', 2])
  it.print('lost at the end', true)
  it.rest()
  await it.answer()
  expect([it.shown(), it.opens()]).toEqual(['lost seen lost at the end', 3])
  it.rest()
  expect(it.opens()).toBe(3)
})

test('more than the screen can draw is skipped, and the newest is shown when it can draw again', async () => {
  const it = bench()
  await it.answer()
  for (let n = 0; n < 100; n += 1) it.print(`${n}${'x'.repeat(10_000)}`)
  expect(it.shown().length).toBeLessThan(400_000)
  await it.draw()
  await it.answer()
  expect(it.shown()).toBe(it.printed().slice(-100))
  it.print('and on')
  expect(it.shown().endsWith('and on')).toBe(true)
})

test('whatever is lost, the page ends with what was printed last', async () => {
  const steps = fc.array(
    fc.oneof(
      fc.record({ print: fc.string({ minLength: 1, maxLength: 60 }), lost: fc.boolean() }),
      fc.constantFrom('answer' as const, 'draw' as const, 'rest' as const),
    ),
    { maxLength: 40 },
  )
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const it = bench()
      for (const step of all) {
        if (typeof step === 'object') it.print(step.print, step.lost)
        else await it[step]()
      }
      for (let round = 0; round < 3; round += 1) {
        await it.answer()
        await it.draw()
        it.rest()
      }
      await it.answer()
      expect(it.printed().endsWith(it.shown().slice(-100))).toBe(true)
      if (it.printed() !== '') expect(it.shown()).not.toBe('')
      it.followed.stop()
      await it.answer()
    }),
    { numRuns: 200 },
  )
})

test('what is stopped says so to the host, and shows nothing any more', async () => {
  const it = bench()
  await it.answer()
  it.followed.stop()
  await it.settle()
  it.print('late')
  expect([it.shown(), it.calls.at(-1)]).toEqual(['', 'terminal.leave'])
})
