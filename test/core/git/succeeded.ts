import type { Result } from '../../../preload/protocol/result.ts'

/** The value of what is expected to go well. */
export function succeeded<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.fault))
  return result.value
}
