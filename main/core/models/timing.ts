import { setTimeout as sleep } from 'node:timers/promises'

/** Everything about time and chance that a model call depends on, as arguments. */
export type Timing = {
  /** Milliseconds since 1970. */
  clock: () => number
  /** Waits so many milliseconds, or until the signal is aborted. Never rejects. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>
  /** From 0 up to 1: spreads the retries of many agents. */
  random: () => number
  /** A stream that sends nothing for so many milliseconds counts as cut. */
  idleMs: number
  /** How often a call is made before it fails, the first one included. */
  tries: number
}

/** Time as it is: five tries, and five minutes of silence. */
export function realTiming(clock: () => number): Timing {
  return { clock, wait, random: Math.random, idleMs: 5 * 60_000, tries: 5 }
}

async function wait(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined)
}
