import type { Event } from '../../preload/protocol/events.ts'
import { reduce } from '../../preload/protocol/reduce.ts'
import type { State } from '../../preload/protocol/state.ts'

export type Numbered = { n: number; event: Event }

/** What the page knows of the host: its state after event `n`, and what came too early. */
export type Feed = { state: State | null; n: number; ahead: readonly Numbered[]; asking: boolean }

export type FeedStep = {
  feed: Feed
  /** Events that happened by this step, in order, each exactly once. */
  happened: readonly Numbered[]
  /** The state was replaced as a whole: events in between were not seen. */
  jumped: boolean
  /** The host must be asked for its state; the answer goes to `answered`. */
  ask: boolean
}

export const emptyFeed: Feed = { state: null, n: 0, ahead: [], asking: false }

/** A whole state came unasked. It counts even when its number is lower: the host may have begun anew. */
export function begun(feed: Feed, n: number, state: State): FeedStep {
  return caughtUp({ ...feed, state, n }, true)
}

/** One event came. One that is known is dropped; one that comes too early waits while the host is asked. */
export function received(feed: Feed, numbered: Numbered): FeedStep {
  if (feed.state && numbered.n <= feed.n) return { feed, happened: [], jumped: false, ask: false }
  return caughtUp({ ...feed, ahead: [...feed.ahead, numbered] }, false)
}

/** The host answered with its state, or (null) could not; then the next event asks again. */
export function answered(feed: Feed, answer: { n: number; state: State } | null): FeedStep {
  const calm = { ...feed, asking: false }
  if (!answer) return { feed: calm, happened: [], jumped: false, ask: false }
  if (feed.state && answer.n < feed.n) return caughtUp(calm, false)
  return caughtUp({ ...calm, state: answer.state, n: answer.n }, true)
}

/** The link broke: what waited belongs to a count that may not go on. The last state stays to be looked at. */
export function cutOff(feed: Feed): Feed {
  return { ...feed, ahead: [], asking: false }
}

function caughtUp(feed: Feed, jumped: boolean): FeedStep {
  let { state, n } = feed
  if (!state) return { feed: { ...feed, asking: true }, happened: [], jumped: false, ask: !feed.asking }
  const happened: Numbered[] = []
  const ahead: Numbered[] = []
  for (const numbered of feed.ahead.toSorted((a, b) => a.n - b.n)) {
    if (numbered.n <= n) continue
    if (numbered.n === n + 1) {
      state = reduce(state, numbered.event)
      n = numbered.n
      happened.push(numbered)
    } else if (ahead.at(-1)?.n !== numbered.n) ahead.push(numbered)
  }
  const hole = ahead.length > 0
  const ask = hole && !feed.asking
  return { feed: { state, n, ahead, asking: feed.asking || hole }, happened, jumped, ask }
}
