import type { Client } from '../../preload/protocol/contract.ts'
import { afterPause } from '../state/after-pause.ts'
import { call } from '../state/project.ts'

const pauseMs = 300

/**
 * What is typed and not sent, by agent.
 *
 * The page's own word counts: the host is told after a pause, and asked only
 * for agents that were not typed to since the page was loaded.
 */
export function createDrafts(tell: Client, pause: number) {
  const texts = new Map<string, string>()
  const listeners = new Set<(agentId: string, text: string) => void>()

  const saving = afterPause((agentId: string) => {
    // A draft that could not be saved is still in the box, and the next key tries again.
    void tell('draft.save', { agentId, text: texts.get(agentId) ?? '' })
  }, pause)

  function put(agentId: string, text: string) {
    texts.set(agentId, text)
    saving.touch(agentId)
  }

  return {
    /** What is typed to an agent; the host's draft where this page knows of nothing. */
    begin(agentId: string, saved: string): string {
      const text = texts.get(agentId) ?? saved
      texts.set(agentId, text)
      return text
    },

    put,

    /** Saves at once what waits for its pause. */
    flush: saving.flush,

    /** Text that comes back (a send that failed, a message taken back) is put before what was typed meanwhile. */
    giveBack(agentId: string, text: string) {
      const now = texts.get(agentId) ?? ''
      const whole = now.trim() === '' ? text : `${text}\n${now}`
      put(agentId, whole)
      for (const listener of listeners) listener(agentId, whole)
    },

    /** Returns a function that ends the listening. */
    onGivenBack(listener: (agentId: string, text: string) => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

export const drafts = createDrafts(call, pauseMs)
