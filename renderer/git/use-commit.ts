import { useState } from 'react'
import type { Fault } from '../../preload/protocol/faults.ts'
import { call } from '../state/project.ts'
import { toast } from '../state/toasts.ts'

/** Commits all that an agent has changed. What stopped it (a hook, as a rule) stays until the next try. */
export function useCommit(agentId: string, hue: number, onDone: () => void) {
  const [message, setMessage] = useState('')
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<Fault | null>(null)

  async function commit() {
    if (busy || message.trim() === '') return
    setBusy(true)
    setFault(null)
    const result = await call('commit.run', { agentId, message })
    setBusy(false)
    if (!result.ok) return setFault(result.fault)
    const { id, subject } = result.value
    toast({ id: `commit ${id}`, text: `Committed ${id.slice(0, 7)} ${subject}`, hue })
    onDone()
  }

  return { message, setMessage, busy, fault, commit: () => void commit() }
}
