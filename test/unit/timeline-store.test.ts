import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Client } from '../../preload/protocol/contract.ts'
import type { Event } from '../../preload/protocol/events.ts'
import { fail, ok } from '../../preload/protocol/result.ts'
import type { Place } from '../../preload/protocol/timeline.ts'
import { createTimelines } from '../../renderer/state/timelines.ts'
import { aMark } from '../helpers/places.ts'

/** A host with one session, whose answers wait until they are let go. */
function host() {
  const truth = { n: 0, places: [aMark('m0', null)] }
  const waiting: (() => void)[] = []
  let fault = false
  const call = (() => {
    const answer = fault ? fail({ kind: 'connection-lost' }) : ok({ n: truth.n, places: [...truth.places] })
    return new Promise<unknown>((resolve) => waiting.push(() => resolve(answer)))
    // Only timeline.open is asked.
  }) as Client
  const timelines = createTimelines(call)
  return {
    truth,
    timelines,
    waiting,
    breaks: (now: boolean) => {
      fault = now
    },
    view: (agentId = 'me') => timelines.store.getState().views[agentId],
    labels: () => [...(timelines.store.getState().views['me']?.open?.places.values() ?? [])].map(({ label }) => label),
    async letGo() {
      for (const go of waiting.splice(0)) go()
      await new Promise((resolve) => setImmediate(resolve))
    },
    happen(event: Event) {
      truth.n += 1
      const { n } = truth
      if (event.type === 'place-added') truth.places.push(event.place)
      if (event.type === 'place-renamed')
        truth.places = truth.places.map((place) => (place.id === event.id ? { ...place, label: event.label } : place))
      return () => timelines.onEvent(n, event)
    },
  }
}

const added = (place: Place): Event => ({ type: 'place-added', place })
const moved = (session: string | null): Event => ({
  type: 'head-moved',
  agentId: 'me',
  head: null,
  contextTokens: 0,
  session,
  place: null,
  reason: 'clear',
  offer: null,
})

test('places are added, kept and renamed as events tell; those of other sessions are not', async () => {
  const { timelines, happen, letGo, view, labels } = host()
  void timelines.show('me')
  await letGo()
  happen(added(aMark('m1', 'm0', { agentId: 'other', files: 'waiting' })))()
  happen(added(aMark('x', null, { agentId: 'other', session: 'elsewhere' })))()
  happen({ type: 'place-kept', id: 'm1', files: 'kept' })()
  happen({ type: 'place-renamed', id: 'm1', label: 'better' })()
  expect(labels()).toEqual(['m0', 'better'])
  expect(view()?.open?.places.get('m1')).toMatchObject({ files: 'kept', numbered: false })
})

test('another session is asked for, and its tree takes the place of the old one', async () => {
  const { timelines, happen, letGo, labels, waiting, truth } = host()
  void timelines.show('me')
  await letGo()
  happen(moved(null))()
  expect([labels(), waiting.length]).toEqual([[], 0])
  truth.places = []
  happen(added(aMark('new', null, { session: 'new' })))()
  await letGo()
  expect(labels()).toEqual(['new'])
  truth.places = [aMark('old', null)]
  happen(moved('session'))()
  expect(labels()).toEqual([])
  await letGo()
  expect(labels()).toEqual(['old'])
  timelines.onEvent(1, moved(null))
  expect(labels()).toEqual(['old'])
})

test('a fault is told, what is known stays, and trying again mends it', async () => {
  const { timelines, letGo, view, labels, breaks } = host()
  void timelines.show('me')
  await letGo()
  breaks(true)
  timelines.afresh()
  await letGo()
  expect([view()?.fault?.kind, labels()]).toEqual(['connection-lost', ['m0']])
  breaks(false)
  void timelines.show('me')
  await letGo()
  expect([view()?.fault, labels()]).toEqual([null, ['m0']])
})

test('a closed agent is forgotten, and so is one that was looked at long ago', async () => {
  const { timelines, letGo, view } = host()
  for (const agentId of ['me', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']) void timelines.show(agentId)
  await letGo()
  expect([view('me'), view('b')?.open?.agentId]).toEqual([undefined, 'b'])
  timelines.onEvent(1, { type: 'agent-closed', agentId: 'b', closedAt: 0 })
  expect(view('b')).toBeUndefined()
})

test('whenever answers and events come, every place is there once in the end', async () => {
  const step = fc.constantFrom('add', 'rename', 'ask', 'answer', 'deliver')
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { truth, timelines, happen, letGo, labels } = host()
      let undelivered: (() => void)[] = []
      const deliver = () => {
        for (const tell of undelivered) tell()
        undelivered = []
      }
      void timelines.show('me')
      for (const [index, what] of steps.entries()) {
        if (what === 'add') undelivered.push(happen(added(aMark(`p${index}`, truth.places.at(-1)?.id ?? null))))
        else if (what === 'rename') undelivered.push(happen({ type: 'place-renamed', id: 'm0', label: `r${index}` }))
        else if (what === 'ask') void timelines.show('me')
        // A host tells what happened before it answers.
        else if (what === 'answer') {
          deliver()
          await letGo()
        } else deliver()
      }
      deliver()
      await letGo()
      expect(labels()).toEqual(truth.places.map(({ label }) => label))
    }),
  )
})
