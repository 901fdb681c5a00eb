import type { Core } from '../../main/core/core.ts'
import type { Fault } from '../../preload/protocol/faults.ts'
import { ok, type Result } from '../../preload/protocol/result.ts'
import type { Frame } from '../../preload/protocol/wire.ts'
import { emptyState } from './state.ts'

/** A core without a product: it answers calls as told and lets a test send frames. For what carries calls, not for what they do. */
export type ScriptedCore = Core & {
  emit(frame: Frame): void
  /** Pages that are joined. */
  joined(): number
  closed(): number
}

export function scriptedCore(
  answer: (name: string, input: unknown) => Promise<Result<unknown, Fault>> = async (name, input) =>
    ok({ name, input }),
): ScriptedCore {
  const pages = new Set<(frame: Frame) => void>()
  let closings = 0
  return {
    connect(send) {
      pages.add(send)
      send({ kind: 'state', n: 0, state: emptyState })
      return { call: answer, close: () => pages.delete(send) }
    },
    async close() {
      closings += 1
    },
    emit: (frame) => {
      for (const send of pages) send(frame)
    },
    joined: () => pages.size,
    closed: () => closings,
  }
}
