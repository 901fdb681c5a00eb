import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Event } from '../../preload/protocol/events.ts'
import { reduce } from '../../preload/protocol/reduce.ts'
import type { State } from '../../preload/protocol/state.ts'
import { answered, begun, cutOff, emptyFeed, type Feed, type FeedStep, received } from '../../renderer/state/feed.ts'

const blank: State = {
  host: { kind: 'browser', version: '0', platform: 'linux', keyPlace: 'memory', canChooseFolder: false },
  project: null,
  agents: [],
  branches: [],
  merges: [],
  awaited: [],
  closed: [],
  memory: [],
  unsaved: [],
  commands: [],
  model: {
    provider: 'demo',
    name: 'demo',
    baseUrl: '',
    api: 'chat',
    key: 'none',
    fromEnvironment: [],
    openings: [],
  },
  settings: {
    theme: 'system',
    model: 'm',
    baseUrl: null,
    api: 'auto',
    contextLimit: null,
    approval: 'ask',
    stepLimit: 1,
    commandTimeoutMs: 1000,
    largestKept: 1024,
    prices: {},
    keys: {},
    worktrees: null,
    setup: {},
    sidebar: true,
    timeline: true,
    screenReader: false,
  },
  reader: { name: 'git', why: null },
  alerts: [],
  terminals: [],
  viewed: null,
}

/** Event number `n` of a host; the state after it tells every event before it, and in which order. */
const event = (n: number): Event => ({
  type: 'alert-raised',
  alert: { id: String(n), fault: { kind: 'bug', reference: '' } },
})
const stateAfter = (n: number): State =>
  Array.from({ length: n }, (_, i) => event(i + 1)).reduce((state, one) => reduce(state, one), blank)
const numbered = (n: number) => ({ n, event: event(n) })
const seen = (feed: Feed) => feed.state?.alerts.map(({ id }) => Number(id))
const happenedIn = ({ happened, jumped, ask }: FeedStep) => ({ happened: happened.map(({ n }) => n), jumped, ask })

test('hands on the events that follow the state', () => {
  const step = received(begun(emptyFeed, 2, stateAfter(2)).feed, numbered(3))
  expect([seen(step.feed), happenedIn(step)]).toEqual([[1, 2, 3], { happened: [3], jumped: false, ask: false }])
})

test('drops an event that it knows', () => {
  const step = received(begun(emptyFeed, 2, stateAfter(2)).feed, numbered(2))
  expect([seen(step.feed), happenedIn(step)]).toEqual([[1, 2], { happened: [], jumped: false, ask: false }])
})

test('asks once on a gap, keeps what arrives meanwhile, and goes on from the answer', () => {
  const gap = received(begun(emptyFeed, 2, stateAfter(2)).feed, numbered(4))
  const more = received(gap.feed, numbered(6))
  const told = answered(more.feed, { n: 5, state: stateAfter(5) })
  expect([happenedIn(gap), happenedIn(more), happenedIn(told), seen(told.feed)]).toEqual([
    { happened: [], jumped: false, ask: true },
    { happened: [], jumped: false, ask: false },
    { happened: [6], jumped: true, ask: false },
    [1, 2, 3, 4, 5, 6],
  ])
})

test('needs no answer when the missing event was only late', () => {
  const gap = received(begun(emptyFeed, 2, stateAfter(2)).feed, numbered(4))
  const late = received(gap.feed, numbered(3))
  const told = answered(late.feed, { n: 3, state: stateAfter(3) })
  expect([happenedIn(late).happened, seen(told.feed), happenedIn(told).jumped]).toEqual([[3, 4], [1, 2, 3, 4], false])
})

test('asks again with the next event after a question that failed', () => {
  const gap = received(begun(emptyFeed, 2, stateAfter(2)).feed, numbered(4))
  expect(received(answered(gap.feed, null).feed, numbered(5)).ask).toBe(true)
})

test('believes a host that began anew, and forgets what waited for the old one', () => {
  const gap = received(begun(emptyFeed, 7, stateAfter(7)).feed, numbered(9))
  const step = begun(cutOff(gap.feed), 1, stateAfter(1))
  expect([seen(step.feed), happenedIn(step)]).toEqual([[1], { happened: [], jumped: true, ask: false }])
})

test("any loss, duplication and order of events ends in the host's state once one more arrives", () => {
  type Move = { deliver: number } | 'answer' | 'no answer' | 'state'
  const move: fc.Arbitrary<Move> = fc.oneof(
    { weight: 8, arbitrary: fc.record({ deliver: fc.integer({ min: 1, max: 30 }) }) },
    { weight: 2, arbitrary: fc.constant('answer' as const) },
    fc.constant('no answer' as const),
    fc.constant('state' as const),
  )
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60 }), fc.nat({ max: 30 }), (moves, start) => {
      let happening = start
      let asked: number | null = null
      let feed = begun(emptyFeed, start, stateAfter(start)).feed
      const handedOn: number[] = []
      const take = (step: FeedStep) => {
        feed = step.feed
        if (step.ask) asked = happening
        handedOn.push(...step.happened.map(({ n }) => n))
      }
      const answer = (works: boolean) => {
        const n = asked
        if (n === null) return
        asked = null
        take(answered(feed, works ? { n, state: stateAfter(n) } : null))
      }
      for (const one of moves) {
        if (one === 'state') take(begun(feed, happening, stateAfter(happening)))
        else if (typeof one === 'string') answer(one === 'answer')
        else {
          happening = Math.max(happening, one.deliver)
          take(received(feed, numbered(one.deliver)))
        }
      }
      answer(true)
      happening += 1
      take(received(feed, numbered(happening)))
      while (asked !== null) answer(true)
      expect(feed).toEqual({ state: stateAfter(happening), n: happening, ahead: [], asking: false })
      expect(handedOn).toEqual([...new Set(handedOn)].toSorted((a, b) => a - b))
    }),
  )
})
