import type { Client } from '../../preload/protocol/contract.ts'
import type { Unsaved, UnsavedMemory } from '../../preload/protocol/memory.ts'
import { afterPause } from '../state/after-pause.ts'
import { call, projectStore } from '../state/project.ts'

const pauseMs = 300

/**
 * What is written of documents and not saved, by their number; null: a document
 * that has none yet.
 *
 * The page's own word counts: the host is told after a pause, at once where
 * there is nothing left to keep, and asked only for documents that were not
 * written on since the page was loaded.
 */
export function createUnsaved(tell: Client, kept: () => readonly UnsavedMemory[], pause: number) {
  const texts = new Map<number | null, Unsaved | null>()
  const saving = afterPause((number: number | null) => {
    // What could not be kept is still in the window, and the next key tries again.
    void tell('memory.keep', { number, unsaved: texts.get(number) ?? null })
  }, pause)

  return {
    of(number: number | null): Unsaved | null {
      const own = texts.get(number)
      if (own !== undefined) return own
      return kept().find((one) => one.number === number) ?? null
    },

    /** Null: it was saved, or is not wanted. */
    keep(number: number | null, text: Unsaved | null) {
      texts.set(number, text)
      if (text === null) saving.saveNow(number)
      else saving.touch(number)
    },

    /** Tells at once what waits for its pause. */
    flush: saving.flush,
  }
}

export const unsaved = createUnsaved(call, () => projectStore.getState().state?.unsaved ?? [], pauseMs)
