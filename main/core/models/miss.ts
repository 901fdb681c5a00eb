import type { ModelFault } from './model.ts'

/** One try that failed. */
export type Miss = {
  /** What to report if it stays at that; its `tries` are counted by whoever retries. */
  fault: ModelFault
  /** Whether the same call could succeed a little later. */
  again: boolean
  /** How long the server asks to wait, in milliseconds. */
  afterMs: number | null
  /** Why the next try is needed, in a few words for a person. */
  reason: string
  /** What the server named when it refused the request as such. */
  refusal: Refusal | null
}

export type Refusal = { code: string; param: string; sentence: string }

/** A try that failed for good. */
export function final(fault: ModelFault, refusal: Refusal | null = null): Miss {
  return { fault, again: false, afterMs: null, reason: '', refusal }
}

/** A try that failed and may succeed later. */
export function passing(fault: ModelFault, reason: string, afterMs: number | null = null): Miss {
  return { fault, again: true, afterMs, reason, refusal: null }
}

/** A stream that ended before the reply did. */
export function cutOff(reason: string): Miss {
  return passing({ kind: 'stream-cut', tries: 1 }, reason)
}

/** An answer that is not what the API sends. */
export function unreadable(reason: string): Miss {
  return final({ kind: 'reply-unreadable', reason })
}
