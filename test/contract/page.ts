import { reduce } from '../../preload/protocol/reduce.ts'
import type { Result } from '../../preload/protocol/result.ts'
import type { State } from '../../preload/protocol/state.ts'
import type { Frame, Wire } from '../../preload/protocol/wire.ts'

/** A page that keeps every frame it was sent, for the contract suite to look at. */
export type TestPage = {
  call: Wire['call']
  /** The value of a call that is expected to go well. */
  value<T>(name: string, input: unknown): Promise<T>
  frames: Frame[]
  /** The state that the frames so far add up to. */
  state(): State
  /** Resolves as soon as the state fits; at once where it does already. */
  until(fits: (state: State, frames: Frame[]) => boolean): Promise<State>
  close(): void
}

export async function openTestPage(wire: Wire): Promise<TestPage> {
  const frames: Frame[] = []
  const waiting = new Set<() => void>()
  const close = wire.listen((frame) => {
    frames.push(frame)
    for (const check of waiting) check()
  })
  const state = () => stateAfter(frames)
  const until: TestPage['until'] = (fits) =>
    new Promise((resolve) => {
      const check = () => {
        const now = frames[0]?.kind === 'state' ? state() : null
        if (!now || !fits(now, frames)) return
        waiting.delete(check)
        resolve(now)
      }
      waiting.add(check)
      check()
    })
  await until(() => true)
  return {
    call: wire.call,
    async value<T>(name: string, input: unknown) {
      const answer = await wire.call(name, input)
      if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.fault)}`)
      return answer.value as T // the test says what the contract says
    },
    frames,
    state,
    until,
    close,
  }
}

function stateAfter(frames: Frame[]): State {
  const [first, ...rest] = frames
  if (first?.kind !== 'state') throw new Error('the first frame is not a state')
  return rest.reduce((state, frame) => (frame.kind === 'event' ? reduce(state, frame.event) : state), first.state)
}

export function faultOf(answer: Result<unknown, { kind: string }>): string | null {
  return answer.ok ? null : answer.fault.kind
}
