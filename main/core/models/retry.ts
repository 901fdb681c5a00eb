import { fail, type Result } from '../../../preload/protocol/result.ts'
import type { Miss } from './miss.ts'
import type { ModelCall, ModelFault } from './model.ts'
import type { Timing } from './timing.ts'

/** A server that asks for a longer wait than this is reported at once, in milliseconds. */
const longestWait = 120_000

/**
 * Calls `attempt` until it succeeds, fails for good, or the tries are used up.
 *
 * Waits in between: as long as the server asks, else one second, doubling to
 * thirty, spread by a quarter so that twenty agents do not come back at once.
 * An aborted signal ends the waiting at once; then the answer is 'stopped'.
 */
export async function withRetries<T>(
  call: Pick<ModelCall, 'signal' | 'onRetry'>,
  timing: Timing,
  attempt: () => Promise<Result<T, Miss> | 'stopped'>,
): Promise<Result<T, ModelFault> | 'stopped'> {
  for (let tries = 1; ; tries += 1) {
    if (call.signal.aborted) return 'stopped'
    const outcome = await attempt()
    if (outcome === 'stopped' || outcome.ok) return outcome
    const miss = outcome.fault
    if (!miss.again || tries >= timing.tries || (miss.afterMs ?? 0) > longestWait)
      return fail(counted(miss.fault, tries))
    const ms = pause(miss, tries, timing.random())
    call.onRetry({ attempt: tries + 1, at: timing.clock() + ms, reason: miss.reason })
    await timing.wait(ms, call.signal)
  }
}

/** Milliseconds until the next try; `random` is from 0 up to 1. */
export function pause(miss: Pick<Miss, 'afterMs'>, tries: number, random: number): number {
  if (miss.afterMs !== null) return Math.round(miss.afterMs * (1 + random / 10))
  return Math.round(Math.min(30_000, 1000 * 2 ** (tries - 1)) * (0.75 + random / 2))
}

function counted(fault: ModelFault, tries: number): ModelFault {
  return 'tries' in fault ? { ...fault, tries } : fault
}
