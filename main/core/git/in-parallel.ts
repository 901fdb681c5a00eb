import { setImmediate } from 'node:timers/promises'

/** After so many jobs that may have waited for nothing, what else there is to do gets its turn. */
const turn = 250

/**
 * Does a job for each item, so many at a time, and answers in the items' order.
 * Where one fails no other is begun, and those under way have ended.
 */
export async function inParallel<T, R>(
  items: readonly T[],
  atOnce: number,
  job: (item: T, at: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  const failures: unknown[] = []
  let next = 0
  let others: Promise<unknown> = Promise.resolve()
  const work = async () => {
    while (next < items.length && failures.length === 0) {
      const at = next++
      try {
        // within the bounds, as the line above says
        results[at] = await job(items[at] as T, at)
      } catch (error) {
        failures.push(error)
      }
      if (at % turn === turn - 1) others = setImmediate()
      await others
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work))
  if (failures.length > 0) throw failures[0]
  return results
}
