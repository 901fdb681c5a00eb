import { createStore } from 'zustand/vanilla'
import type { Client } from '../../preload/protocol/contract.ts'
import type { Event } from '../../preload/protocol/events.ts'
import { fail } from '../../preload/protocol/result.ts'
import type { State } from '../../preload/protocol/state.ts'
import type { Chunk, Frame, Wire } from '../../preload/protocol/wire.ts'
import { client } from '../wire/client.ts'
import { answered, begun, cutOff, emptyFeed, type FeedStep, received } from './feed.ts'
import { perFrame } from './per-frame.ts'

/** The host's state as of the last painted frame. Null until the first one came. */
export type ProjectView = { state: State | null; link: 'up' | 'down' }

export const projectStore = createStore<ProjectView>(() => ({ state: null, link: 'up' }))

type Listener<T extends unknown[]> = (...args: T) => void
const eventListeners = new Set<Listener<[n: number, event: Event]>>()
const chunkListeners = new Set<Listener<[chunk: Chunk]>>()
const jumpListeners = new Set<Listener<[]>>()

let feed = emptyFeed
let wire: Wire | null = null
const publish = perFrame(() => projectStore.setState({ state: feed.state }))

/** Every event once and in order, at once (not per frame). Returns a function that ends the listening. */
export const onEvent = (fn: Listener<[n: number, event: Event]>) => subscribed(eventListeners, fn)

/** Every chunk as it comes: whoever shows them batches them. Returns a function that ends the listening. */
export const onChunk = (fn: Listener<[chunk: Chunk]>) => subscribed(chunkListeners, fn)

/** The state was replaced as a whole (a new link, or events lost): what was built from events must be asked for anew. */
export const onJump = (fn: Listener<[]>) => subscribed(jumpListeners, fn)

/**
 * Calls the host.
 *
 * When the answer is here, so are the events that came before it: the store
 * does not wait for the next frame.
 */
export const call: Client = async (name, input) => {
  if (!wire) return fail({ kind: 'connection-lost' })
  const result = await client(wire)(name, input)
  publish.flush()
  return result
}

/** Follows the host from now on. Returns a function that ends it. */
export function join(to: Wire): () => void {
  wire = to
  return to.listen(receive, (up) => {
    if (!up) feed = cutOff(feed)
    projectStore.setState({ link: up ? 'up' : 'down' })
  })
}

function receive(frame: Frame) {
  if (frame.kind === 'chunk') for (const listener of chunkListeners) listener(frame.chunk)
  else if (frame.kind === 'state') take(begun(feed, frame.n, frame.state))
  else take(received(feed, frame))
}

function take(step: FeedStep) {
  feed = step.feed
  publish.ask()
  // The first state is shown at once: there is nothing to batch it with.
  if (step.jumped) publish.flush()
  if (step.jumped) for (const listener of jumpListeners) listener()
  for (const { n, event } of step.happened) for (const listener of eventListeners) listener(n, event)
  if (step.ask) void askState()
}

async function askState() {
  const answer = await call('feed.state', {})
  take(answered(feed, answer.ok ? answer.value : null))
}

function subscribed<T>(listeners: Set<T>, fn: T): () => void {
  listeners.add(fn)
  return () => listeners.delete(fn)
}
