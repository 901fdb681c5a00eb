const first = 250
const longest = 5000

/** How long to wait before try number `attempt` (from 0), in milliseconds: doubling, spread a little, never over five seconds. */
export function backOff(attempt: number, random = Math.random()): number {
  return Math.min(longest, first * 2 ** Math.min(attempt, 10)) * (0.8 + 0.2 * random)
}
