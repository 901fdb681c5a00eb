import { useEffect } from 'react'
import { call, projectStore } from '../state/project.ts'

/** Alt+A allows and Alt+D denies what the shown agent asks first, wherever the cursor is. */
export function useApprovalKeys(agentId: string): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.repeat)
        return
      // The place of the key: on a Mac, Option makes another letter of it.
      const answer = event.code === 'KeyA' ? 'allow' : event.code === 'KeyD' ? 'deny' : null
      const agent = projectStore.getState().state?.agents.find(({ id }) => id === agentId)
      const approval = agent?.approvals[0]
      if (!answer || !approval) return
      event.preventDefault()
      void call('approval.answer', { agentId, id: approval.id, answer })
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [agentId])
}
