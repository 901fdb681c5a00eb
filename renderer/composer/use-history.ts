import { type RefObject, useRef } from 'react'
import { call } from '../state/project.ts'
import { atEdge } from './edit-text.ts'
import { noWalk, step, untouched } from './history.ts'

/**
 * Walks through what was typed to this agent before.
 *
 * `walk` says whether the key was used; the host is asked when a walk begins,
 * and its answer counts only while the box is still as it was.
 */
export function useHistory(agentId: string, box: RefObject<HTMLTextAreaElement | null>, put: (text: string) => void) {
  const walking = useRef(noWalk)

  function go(by: 1 | -1) {
    const next = step(walking.current, by)
    if (!next) return
    put(next.text)
    walking.current = next.walk
  }

  async function begin() {
    const answer = await call('input.history', { agentId })
    if (!answer.ok || box.current?.value !== '') return
    walking.current = { items: answer.value, at: -1, kept: '' }
    go(1)
  }

  return {
    walk(by: 1 | -1): boolean {
      const text = box.current?.value
      if (!box.current || text === undefined || !atEdge(box.current, by === 1 ? -1 : 1)) return false
      if (text === '' && by === 1) {
        void begin()
        return true
      }
      if (walking.current.at === -1 || !untouched(walking.current, text)) return false
      go(by)
      return true
    },
    forget() {
      walking.current = noWalk
    },
  }
}
